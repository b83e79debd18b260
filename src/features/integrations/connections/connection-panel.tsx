import { Button } from '@mantine/core';
import { IconKey, IconPlugConnected } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { type ChangeOfConnection, type Connection, testKey } from '#src/api/gateway/connections.ts';
import { useRefusalText } from '#src/services/problems/use-refusal-text.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { WriteNotice } from '#src/services/problems/write-notice.tsx';
import { Facts } from '#src/ui/facts.tsx';
import { Moment } from '#src/ui/moment.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { Panel } from '#src/ui/panel.tsx';
import { ConnectionBadge } from './connection-badge.tsx';
import { KeyForm, type KeyFormProps, noKey } from './key-form.tsx';

interface ConnectionPanelProps extends Pick<KeyFormProps, 'system' | 'self' | 'draft' | 'onDraft'> {
  readonly connection: Connection;
}

/** The state of a connection and whose key it uses; tests it and replaces the key. */
export function ConnectionPanel({ connection, ...form }: ConnectionPanelProps) {
  const { system, draft, onDraft } = form;
  const t = useTranslations('connections.state');
  const refusalText = useRefusalText();
  const [isReplacing, setReplacing] = useState(draft.key !== '');
  const [isReplaced, setReplaced] = useState(false);
  const testing = useWrite<ChangeOfConnection, unknown>(testKey);
  const { id, name } = system;
  const { state, version, lastFour, savedBy, savedAt, testedAt, url, quota } = connection;
  const test = () => {
    setReplaced(false);
    void testing.run({ system: id, version, ...wishNow() });
  };
  const said = testing.state.phase === 'done' && !testing.state.found;
  return (
    <Panel title={t('title')}>
      {state !== 'connected' && (
        <Notice
          kind={state === 'key-refused' ? 'danger' : 'warning'}
          title={t(`notice.${state}.title`, { name })}
        >
          <p>{t(`notice.${state}.text`, { name })}</p>
        </Notice>
      )}
      <Facts
        of={[
          [t('state'), <ConnectionBadge key="state" state={state} />],
          [
            t('key'),
            <span key="key" className="ui-figures" dir="ltr">
              {`•••• ${lastFour}`}
            </span>,
          ],
          [t('savedBy'), savedBy.name],
          [t('savedAt'), <Moment key="saved" at={savedAt} />],
          [t('testedAt'), testedAt ? <Moment key="tested" at={testedAt} /> : t('never')],
          url !== undefined && [t('address'), url],
          quota !== undefined && [
            t('quota'),
            quota.of === undefined
              ? t('usedAny', { used: quota.used })
              : // Claap does not tell: recordings that others made there are missing.
                t(system.id === 'claap' ? 'usedHere' : 'used', { used: quota.used, of: quota.of }),
          ],
        ]}
      />
      {isReplacing ? (
        <KeyForm
          {...form}
          onSaved={() => {
            setReplacing(false);
            setReplaced(true);
          }}
          onCancel={() => {
            onDraft(noKey);
            setReplacing(false);
          }}
        />
      ) : (
        <div className="ui-row">
          <Button
            variant="default"
            leftSection={<IconPlugConnected size={17} aria-hidden />}
            loading={testing.busy}
            onClick={test}
          >
            {t('test')}
          </Button>
          <Button
            variant={state === 'key-refused' ? 'filled' : 'default'}
            leftSection={<IconKey size={17} aria-hidden />}
            onClick={() => {
              testing.clear();
              setReplaced(false);
              setReplacing(true);
            }}
          >
            {t('replace')}
          </Button>
        </div>
      )}
      <p role="status" className="ui-hint">
        {said ? t('works', { name }) : isReplaced ? t('replaced', { name }) : ''}
      </p>
      <WriteNotice
        state={testing.state}
        texts={{ unknown: t('testUnknown'), found: t('works', { name }), notDone: t('unchanged') }}
        errorText={refusalText}
        onCheck={() => testing.look()}
      />
    </Panel>
  );
}
