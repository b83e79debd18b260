import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { meetingOptions } from '#src/api/meetings.ts';
import { paths } from '#src/app/paths.ts';
import { draftsOf, dropDrafts } from '#src/lib/drafts.ts';
import { useFileSize } from '#src/ui/use-file-size.ts';
import { Confirm } from './confirm.tsx';
import { IndexStorage } from './index-storage.tsx';
import { type KeptDraft, keptDraft } from './model/draft-links.ts';
import { Panel } from './panel.tsx';
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

/** What the dashboard keeps in this browser, by kind. Nothing that was said or written goes without being asked. */
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
      <p className={classes.hint}>
        {typeof usage.data === 'number' ? t('lead', { size: fileSize(usage.data) }) : t('leadUnknown')}
      </p>
      <ul className={classes.stores}>
        <IndexStorage />
        <Drafts userUuid={userUuid} />
        <li className={classes.store}>
          <div className={classes.storeText}>
            <h3>{t('recordings.title')}</h3>
            <p>
              {recordings.count === 0
                ? t('recordings.none')
                : t('recordings.some', { count: recordings.count, size: fileSize(recordings.bytes) })}
            </p>
            <p className={classes.hint}>{t('recordings.hint')}</p>
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
  return (
    <li className={classes.store}>
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
        <p className={classes.hint}>{t('hint')}</p>
      </div>
      {drafts.length > 0 && userUuid !== undefined && (
        <Button variant="default" size="xs" onClick={() => setAsking(true)}>
          {t('clear')}
        </Button>
      )}
      {asking && userUuid !== undefined && (
        <Confirm
          title={t('askTitle')}
          action={t('clear')}
          failed={t('failed')}
          onConfirm={async () => {
            dropDrafts(userUuid);
            if (draftsOf(userUuid).length > 0) throw new Error('some are still there');
          }}
          onClose={() => setAsking(false)}
        >
          <p>{t('ask', { count: drafts.length })}</p>
        </Confirm>
      )}
    </li>
  );
}

/** The meeting's name, if this page has read the meeting anyway. */
function DraftLink({ draft: { kind, to, meetingId } }: { readonly draft: KeptDraft }) {
  const t = useTranslations('settings.storage.drafts');
  const queryClient = useQueryClient();
  const known = meetingId && queryClient.getQueryData(meetingOptions(meetingId).queryKey)?.name;
  const text = known ? `${t(`kinds.${kind}`)}: ${known}` : t(`kinds.${kind}`);
  return to === undefined ? text : <Link to={to}>{text}</Link>;
}
