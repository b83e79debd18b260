import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { meetingOptions } from '#src/api/claritalk/meetings/meetings.ts';
import { certainOf } from '#src/api/client/certain.ts';
import { draftsOf, dropDrafts } from '#src/lib/storage/drafts.ts';
import { paths } from '#src/paths.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { ConfirmDialog } from '#src/ui/dialog/confirm-dialog.tsx';
import { Panel } from '#src/ui/panel.tsx';
import { useFileSize } from '#src/ui/use-file-size.ts';
import { IndexStorage } from './index-storage.tsx';
import { type KeptDraft, keptDraft } from './model/draft-links.ts';
import classes from './settings.module.css';

/** Recordings in this browser, as the recorder counts them. */
export interface KeptRecordings {
  readonly count: number;
  readonly bytes: number;
}

interface StoragePanelProps {
  readonly userUuid: string | undefined;
  readonly recordings: KeptRecordings;
}

/** What the dashboard keeps in this browser, by kind. Nothing that was said or written is deleted without asking. */
export function StoragePanel({ userUuid, recordings }: StoragePanelProps) {
  const t = useTranslations('settings.storage');
  const fileSize = useFileSize();
  const usage = useQuery({
    queryKey: ['settings', 'storage'],
    // Not every browser tells.
    queryFn: async () => (await navigator.storage?.estimate?.())?.usage ?? null,
    // The index may be growing.
    refetchInterval: 5_000,
    networkMode: 'always',
  });
  return (
    <Panel id="storage" title={t('title')}>
      <p className="ui-dimmed">
        {typeof usage.data === 'number' ? t('lead', { size: fileSize(usage.data) }) : t('leadUnknown')}
      </p>
      <ul className="ui-list">
        <IndexStorage />
        <Drafts userUuid={userUuid} />
        <li className={`ui-between ui-over ${classes.store}`}>
          <div className={classes.storeText}>
            <h3>{t('recordings.title')}</h3>
            <p>
              {recordings.count === 0
                ? t('recordings.none')
                : t('recordings.some', { count: recordings.count, size: fileSize(recordings.bytes) })}
            </p>
            <p className="ui-dimmed">{t('recordings.hint')}</p>
          </div>
          <Button variant="default" size="xs" component={Link} to={paths.record()}>
            {t('recordings.open')}
          </Button>
        </li>
      </ul>
    </Panel>
  );
}

function Drafts({ userUuid }: { readonly userUuid: string | undefined }) {
  const t = useTranslations('settings.storage.drafts');
  const [asking, setAsking] = useState(false);
  const drafts = userUuid === undefined ? [] : draftsOf(userUuid).map(keptDraft);
  const clearing = useWrite<string, void>((_queryClient, uuid) => certainOf(clearDrafts(uuid)));
  return (
    <li className={`ui-between ui-over ${classes.store}`}>
      <div className={classes.storeText}>
        <h3>{t('title')}</h3>
        {drafts.length === 0 ? (
          <p>{t('none')}</p>
        ) : (
          <ul className={classes.drafts}>
            {drafts.map((draft) => (
              <li key={draft.name}>
                <DraftLink draft={draft} />
              </li>
            ))}
          </ul>
        )}
        <p className="ui-dimmed">{t('hint')}</p>
      </div>
      {drafts.length > 0 && userUuid !== undefined && (
        <Button variant="default" size="xs" onClick={() => setAsking(true)}>
          {t('clear')}
        </Button>
      )}
      {asking && userUuid !== undefined && (
        <ConfirmDialog
          title={t('askTitle')}
          confirm={t('clear')}
          busy={clearing.busy}
          error={clearing.state.phase === 'refused' && t('failed')}
          onConfirm={() => clearing.run(userUuid)}
          onClose={() => setAsking(false)}
        >
          <p>{t('ask', { count: drafts.length })}</p>
        </ConfirmDialog>
      )}
    </li>
  );
}

async function clearDrafts(userUuid: string): Promise<void> {
  dropDrafts(userUuid);
  if (draftsOf(userUuid).length > 0) throw new Error('some are still there');
}

/** The meeting's name, if this page has read the meeting anyway. */
function DraftLink({ draft: { kind, to, meetingId } }: { readonly draft: KeptDraft }) {
  const t = useTranslations('settings.storage.drafts');
  const queryClient = useQueryClient();
  const known = meetingId && queryClient.getQueryData(meetingOptions(meetingId).queryKey)?.name;
  const text = (
    <span>
      <span>{known ? `${t(`kinds.${kind}`)}: ` : t(`kinds.${kind}`)}</span>
      {known && <span dir="auto">{known}</span>}
    </span>
  );
  return to === undefined ? text : <Link to={to}>{text}</Link>;
}
