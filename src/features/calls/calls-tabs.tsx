import { Box } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { paths } from '#src/paths.ts';

const tabs = ['recordings', 'log', 'conferences', 'video', 'waiting'] as const;
export type CallsTab = (typeof tabs)[number];

const addressOf = (tab: CallsTab) => (tab === 'recordings' ? paths.calls() : paths.callsTab(tab));

/** The lists of calls; who waits is for admins. */
export function CallsTabs({ shown }: { readonly shown: CallsTab }) {
  const t = useTranslations('calls.tabs');
  const { data: user } = useQuery(currentUserQuery());
  return (
    <Box className="ui-row" mb="md" data-screen>
      <nav className="ui-tabs ui-row ui-tight" aria-label={t('label')}>
        {tabs
          .filter((tab) => tab !== 'waiting' || user?.role === 'admin' || shown === tab)
          .map((tab) => (
            <Link key={tab} to={addressOf(tab)} aria-current={tab === shown ? 'page' : undefined}>
              {t(tab)}
            </Link>
          ))}
      </nav>
    </Box>
  );
}
