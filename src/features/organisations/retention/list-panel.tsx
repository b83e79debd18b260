import '@mantine/core/styles/Progress.layer.css';
import { Button, Progress } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { dossiersOptions } from '#src/api/claritalk/meetings/dossiers.ts';
import { usersOptions } from '#src/api/claritalk/users.ts';
import { type IdempotencyKey, wishNow } from '#src/api/client/idempotency-key.ts';
import {
  itemsPerPage,
  type ListChange,
  leftOf,
  type Retention,
  type RetentionItem,
  type RetentionList,
  retentionItemsOptions,
  startList,
  stopList,
} from '#src/api/gateway/retention/retention.ts';
import { paths } from '#src/paths.ts';
import { useKeptRefusalWords } from '#src/services/problems/kept-refusals.ts';
import { ListResults } from '#src/services/problems/list-results.tsx';
import { useWrite } from '#src/services/problems/use-write.ts';
import { WriteResult } from '#src/services/problems/write-result.tsx';
import { OffsetPager } from '#src/ui/list/offset-pager.tsx';
import { Table } from '#src/ui/list/table.tsx';
import { Moment } from '#src/ui/moment.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { Panel } from '#src/ui/panel.tsx';
import { Sentence } from '#src/ui/sentence.tsx';
import { RunDialog } from './run-dialog.tsx';
import { useRuleText } from './use-rule-text.ts';

/** What is due: the newest list, what becomes of it, and how it is carried out. */
export function ListPanel({ retention }: { readonly retention: Retention }) {
  const t = useTranslations('retention.list');
  const starting = useWrite<IdempotencyKey, unknown>(startList);
  const [list] = retention.lists;
  const moves = list?.state === 'listing' || list?.state === 'running';
  return (
    <Panel title={t('title')} lead={t('lead')}>
      <div className="ui-row ui-tight">
        <Button
          variant={list ? 'default' : 'filled'}
          loading={starting.busy}
          disabled={moves || retention.rules.length === 0}
          onClick={() => void starting.run(wishNow())}
        >
          {t(list ? 'again' : 'start')}
        </Button>
      </div>
      {retention.rules.length === 0 && <p className="ui-note">{t('noRules')}</p>}
      <WriteResult
        of={starting}
        texts={{ unknown: t('startUnknown'), found: t('startFound'), notDone: t('startNotDone') }}
      />
      {list && <Listed key={list.id} list={list} />}
    </Panel>
  );
}

function Listed({ list }: { readonly list: RetentionList }) {
  const t = useTranslations('retention.list');
  const words = useKeptRefusalWords();
  const stopping = useWrite<ListChange, unknown>(stopList);
  const [asks, setAsks] = useState(false);
  const { state, counts, read, at, by, problem, digest } = list;
  const left = leftOf(list);
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const mayRun = (state === 'listed' || state === 'stopped') && left > 0 && digest !== undefined;
  return (
    <>
      <p className="ui-hint">
        <Sentence>{t.rich('madeBy', { name: by, at: () => <Moment at={at} /> })}</Sentence>
      </p>
      <p role="status">
        {state === 'listing'
          ? t('reading', { count: read })
          : t('counts', { total, read, left, ...none, ...counts })}
      </p>
      {state === 'running' && (
        <Progress value={total === 0 ? 100 : ((total - left) / total) * 100} aria-label={t('running')} />
      )}
      {problem && (
        <Notice kind="warning" title={t(state === 'failed' ? 'failed' : 'stopped')}>
          <p dir="auto">{words(problem) ?? t('failed')}</p>
          <p>{t(state === 'failed' ? 'failedHint' : 'stoppedHint', { count: left })}</p>
        </Notice>
      )}
      <Items list={list} />
      <div className="ui-row ui-tight">
        {mayRun && (
          <Button color="red.9" onClick={() => setAsks(true)}>
            {t(state === 'stopped' ? 'continue' : 'delete', { count: left })}
          </Button>
        )}
        {(state === 'running' || state === 'listing') && (
          <Button
            variant="default"
            loading={stopping.busy}
            onClick={() => void stopping.run({ ...wishNow(), id: list.id })}
          >
            {t('stop')}
          </Button>
        )}
      </div>
      <WriteResult
        of={stopping}
        texts={{ unknown: t('stopUnknown'), found: t('stopFound'), notDone: t('stopNotDone') }}
      />
      {asks && digest !== undefined && (
        <RunDialog id={list.id} digest={digest} count={left} onClose={() => setAsks(false)} />
      )}
    </>
  );
}

const none = { listed: 0, held: 0, deleting: 0, deleted: 0, gone: 0, changed: 0, failed: 0 };

function Items({ list }: { readonly list: RetentionList }) {
  const t = useTranslations('retention.list');
  const ruleText = useRuleText();
  const [offset, setOffset] = useState(0);
  const { data: users } = useQuery(usersOptions());
  const { data: dossiers } = useQuery(dossiersOptions());
  const version = JSON.stringify([list.state, list.counts]);
  const query = useQuery(retentionItemsOptions(list.id, offset, version));
  const { data } = query;
  const ownerOf = ({ owner }: RetentionItem) =>
    users?.find(({ uuid }) => uuid.toLowerCase() === owner?.toLowerCase())?.name ?? '–';
  const dossierOf = ({ dossier }: RetentionItem) =>
    dossier === undefined ? '–' : (dossiers?.find(({ id }) => id === dossier)?.name ?? t('hiddenDossier'));
  return (
    <ListResults query={query} count={data?.total} empty={<p>{t('nothing')}</p>}>
      <Table
        plain
        cards
        label={t('title')}
        rows={data?.items}
        keyOf={({ position }) => position}
        columns={[
          {
            id: 'name',
            title: t('columns.name'),
            cell: ({ meeting, name, state }) =>
              state === 'deleted' || state === 'gone' ? (
                <span dir="auto">{meeting}</span>
              ) : (
                <Link to={paths.meeting(meeting)} dir="auto">
                  {name ?? meeting}
                </Link>
              ),
          },
          { id: 'owner', title: t('columns.owner'), cell: ownerOf },
          { id: 'changed', title: t('columns.changed'), cell: ({ changedAt }) => <Moment at={changedAt} /> },
          { id: 'dossier', title: t('columns.dossier'), cell: dossierOf },
          { id: 'why', title: t('columns.why'), cell: ({ rule }) => ruleText(list.rules[rule]) },
          { id: 'state', title: t('columns.state'), cell: ({ state }) => t(`states.${state}`) },
        ]}
      />
      {data && data.total > itemsPerPage && (
        <OffsetPager
          label={t('pages')}
          offset={offset}
          total={data.total}
          count={data.items.length}
          onGo={(page) => setOffset((page - 1) * itemsPerPage)}
        />
      )}
    </ListResults>
  );
}
