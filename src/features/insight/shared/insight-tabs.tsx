import { Box } from '@mantine/core';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { paths } from '#src/paths.ts';

const tabs = { meetings: paths.insight(), templates: paths.insight('', '/templates') } as const;

/** The two sides of insight: the meetings, and the templates that they come from. */
export function InsightTabs({ shown }: { readonly shown: keyof typeof tabs }) {
  const t = useTranslations('insight.tabs');
  return (
    <Box className="ui-row" mb="md" data-screen>
      <nav className="ui-tabs ui-row ui-tight" aria-label={t('label')}>
        <Link to={tabs.meetings} aria-current={shown === 'meetings' ? 'page' : undefined}>
          {t('meetings')}
        </Link>
        <Link to={tabs.templates} aria-current={shown === 'templates' ? 'page' : undefined}>
          {t('templates')}
        </Link>
      </nav>
    </Box>
  );
}
