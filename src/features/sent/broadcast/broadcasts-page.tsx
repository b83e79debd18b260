import { Button } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { type Broadcast, broadcastsOptions } from '#src/api/gateway/published/broadcasts.ts';
import { paths } from '#src/paths.ts';
import { ListResults } from '#src/services/problems/list-results.tsx';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { BackLink } from '#src/ui/list/back-link.tsx';
import { MoreButton } from '#src/ui/list/more-button.tsx';
import { Table } from '#src/ui/list/table.tsx';
import { Moment } from '#src/ui/moment.tsx';
import { PageHeader } from '#src/ui/page-header.tsx';
import { needsAttention, useCountsText } from './use-counts-text.ts';

/** What was sent to many, by anyone of the organisation. */
export function Component() {
  const t = useTranslations('broadcasts');
  const countsText = useCountsText();
  const query = useInfiniteQuery(broadcastsOptions());
  const broadcasts = query.data?.pages.flatMap((page) => page.broadcasts);
  const compose = (
    <Button component={Link} to={paths.newBroadcast()} leftSection={<IconSend size={17} aria-hidden />}>
      {t('new')}
    </Button>
  );
  const what = ({ id, subject, text }: Broadcast) => (
    <Link to={paths.broadcast(id)} className="ui-clamp" dir="auto">
      {subject ?? text}
    </Link>
  );
  return (
    <>
      <BackLink to={paths.sent()} label={t('sent')} />
      <PageHeader title={t('title')} lead={t('lead')} actions={broadcasts?.length ? compose : undefined} />
      <ListResults
        query={query}
        count={broadcasts?.length}
        texts={{ failed: t('failed'), notAllowed: t('notAllowed') }}
        empty={<EmptyState icon={IconSend} text={t('empty')} action={compose} />}
      >
        <Table
          label={t('title')}
          columns={[
            { id: 'what', title: t('columns.what'), cell: what },
            {
              id: 'way',
              title: t('way'),
              from: 62,
              below: 'what',
              width: 9,
              cell: ({ way }) => t(`ways.${way}`),
            },
            { id: 'by', title: t('columns.by'), from: 48, below: 'what', width: 10, cell: ({ by }) => by },
            { id: 'state', title: t('columns.state'), from: 48, below: 'what', width: 16, cell: countsText },
            { id: 'at', title: t('columns.at'), width: 9, cell: ({ at }) => <Moment at={at} relative /> },
          ]}
          rows={broadcasts}
          keyOf={({ id }) => id}
          stateOf={(one) => (needsAttention(one) ? 'problem' : undefined)}
        />
        <MoreButton of={query} text={t('older')} />
      </ListResults>
    </>
  );
}
