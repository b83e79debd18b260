import { Button } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';

interface NextPageProps {
  readonly to: string;
  /** What the page is called in the navigation. */
  readonly page:
    | 'meetings'
    | 'record'
    | 'people'
    | 'conversations'
    | 'calls'
    | 'sent'
    | 'dossiers'
    | 'integrations'
    | 'webhooks'
    | 'overview';
}

/** Where to continue from a page that has nothing to show. */
export function NextPage({ to, page }: NextPageProps) {
  const t = useTranslations('nav');
  return (
    <Button
      component={Link}
      to={to}
      variant="default"
      rightSection={<IconArrowRight size={17} aria-hidden />}
    >
      {t(page)}
    </Button>
  );
}
