import { Button } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useTranslations } from 'use-intl';
import { type CurrentUser, currentUserQuery } from '#src/api/claritalk/users.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { broadcastPeopleOptions, checkIt, startIt, testIt } from '#src/api/gateway/published/broadcasts.ts';
import { paths } from '#src/paths.ts';
import { useRefusalText } from '#src/services/problems/use-refusal-text.ts';
import { shownAnyway, useWrite } from '#src/services/problems/use-write.ts';
import { WriteNotice } from '#src/services/problems/write-notice.tsx';
import { ConfirmDialog } from '#src/ui/dialog/confirm-dialog.tsx';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { BackLink } from '#src/ui/list/back-link.tsx';
import { NextPage } from '#src/ui/list/next-page.tsx';
import { PageHeader } from '#src/ui/page-header.tsx';
import { Panel } from '#src/ui/panel.tsx';
import { CheckResult } from './check-panel.tsx';
import {
  type BroadcastDraft,
  broadcastDraft,
  contentOf,
  emptyDraft,
  type Lacking,
  lackingIn,
  startedBroadcast,
  templateOf,
} from './draft.ts';
import { RecipientFields } from './recipient-fields.tsx';
import { TemplateFields } from './template-fields.tsx';

/** Writes one text for many people. */
export function Component() {
  const t = useTranslations('broadcasts');
  const { data: self } = useQuery(currentUserQuery());
  return (
    <>
      <BackLink to={paths.broadcasts()} label={t('title')} />
      <PageHeader title={t('new')} lead={t('newLead')} />
      {self?.role === 'admin' && <Compose self={self} />}
      {self && self.role !== 'admin' && (
        <EmptyState
          icon={IconSend}
          text={t('notAllowed')}
          action={<NextPage to={paths.sent()} page="sent" />}
        />
      )}
    </>
  );
}

function Compose({ self }: { readonly self: CurrentUser }) {
  const t = useTranslations('broadcasts');
  const navigate = useNavigate();
  const refusalText = useRefusalText();
  const [kept] = useState(() => broadcastDraft(self.uuid));
  const [started] = useState(() => startedBroadcast(self.uuid));
  const [draft, setDraft] = useState(() => kept.read() ?? emptyDraft);
  const [lacking, setLacking] = useState<Lacking>();
  const [asks, setAsks] = useState(false);
  // Of exactly what is written now: a change takes it away.
  const [checked, setChecked] = useState<BroadcastDraft>();
  const checking = useWrite(checkIt, undefined, shownAnyway);
  const testing = useWrite(testIt);
  const starting = useWrite(
    startIt,
    ({ id }) => {
      kept.write(undefined);
      void navigate(paths.broadcast(id));
    },
    started,
  );
  const { data: people } = useQuery(broadcastPeopleOptions(draft.way, ''));
  const change = (to: Partial<BroadcastDraft>) => {
    const next = { ...draft, ...to };
    setDraft(next);
    kept.write(next);
    setLacking(undefined);
    testing.clear();
  };
  const check = async () => {
    const missing = lackingIn(draft, true);
    setLacking(missing);
    if (missing === undefined && (await checking.run(contentOf(draft)))) setChecked(draft);
  };
  const test = () => {
    const missing = lackingIn(draft, false);
    setLacking(missing);
    if (missing === undefined) void testing.run({ template: templateOf(draft), ...wishNow() });
  };
  const result = checked === draft && checking.state.phase === 'done' ? checking.state.value : undefined;
  const count = result?.count ?? 0;
  const wasTested = testing.state.phase === 'done';
  const startNotice = (
    <WriteNotice
      state={starting.state}
      texts={{ unknown: t('startUnknown'), found: t('startFound'), notDone: t('startNotDone') }}
      errorText={refusalText}
      onCheck={() => starting.look()}
    />
  );
  return (
    <div className="ui-parts">
      <Panel title={t('message')}>
        <TemplateFields draft={draft} onChange={change} />
        <div className="ui-row ui-tight">
          <Button
            variant="default"
            loading={testing.busy}
            disabled={people?.own === undefined}
            onClick={test}
          >
            {t('test')}
          </Button>
          {people && (
            <span className="ui-hint">
              {people.own === undefined ? t(`noOwn.${draft.way}`) : t('testTo', { address: people.own })}
            </span>
          )}
        </div>
        <p role="status" className="ui-hint">
          {wasTested && t('tested', { address: people?.own ?? '' })}
        </p>
        <WriteNotice
          state={testing.state}
          texts={{ unknown: t('testUnknown'), found: t('testFound'), notDone: t('testNotDone') }}
          errorText={refusalText}
          onCheck={() => testing.look()}
        />
      </Panel>
      <Panel title={t('recipients')}>
        <RecipientFields
          key={draft.way}
          way={draft.way}
          people={draft.people}
          onChange={(to) => change({ people: to })}
        />
      </Panel>
      <Panel title={t('checkTitle')} lead={t('checkLead')}>
        <div>
          <Button variant="default" loading={checking.busy} onClick={() => void check()}>
            {t('check')}
          </Button>
        </div>
        <p role="alert" className="ui-danger">
          {lacking && t(`lacking.${lacking}`)}
        </p>
        <WriteNotice
          state={checking.state}
          texts={{ unknown: t('checkLost'), found: t('checkLost'), notDone: t('checkNotDone') }}
          errorText={refusalText}
        />
        {result && <CheckResult check={result} />}
        {count > 0 && (
          <div>
            <Button
              leftSection={<IconSend size={17} aria-hidden />}
              loading={starting.busy}
              onClick={() => setAsks(true)}
            >
              {t('send', { count })}
            </Button>
          </div>
        )}
        {!asks && startNotice}
      </Panel>
      {asks && (
        <ConfirmDialog
          title={t('confirmTitle', { count })}
          confirm={t('confirm')}
          busy={starting.busy}
          proof={{
            label: t('typeNumber', { count }),
            isGiven: (typed) => typed.trim() === String(count),
            mismatch: t('otherNumber', { count }),
          }}
          problem={startNotice}
          onConfirm={() => starting.run({ content: contentOf(draft), count, ...wishNow() })}
          onClose={() => setAsks(false)}
        >
          <p>{t(draft.way === 'text' ? 'confirmText' : 'confirmEmail', { count })}</p>
          {wasTested ? null : <p>{t('untested')}</p>}
        </ConfirmDialog>
      )}
    </div>
  );
}
