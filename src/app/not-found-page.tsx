import { Button } from '@mantine/core';
import { IconMapOff } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { PageHeader } from '#src/ui/page-header.tsx';
import { paths } from '../paths.ts';

export function NotFoundPage() {
  const t = useTranslations('notFound');
  return (
    <>
      <PageHeader title={t('title')} />
      <EmptyState
        icon={IconMapOff}
        text={t('body')}
        action={
          <Button component={Link} to={paths.home()}>
            {t('home')}
          </Button>
        }
      />
    </>
  );
}
