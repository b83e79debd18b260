import { useTranslations } from 'use-intl';
import { recorderStore } from '#src/features/recorder/engine/recorder-store.ts';
import { isTitled, type RecorderWarning, severityOf } from '#src/features/recorder/model/warnings.ts';
import { Notice } from '#src/ui/notice.tsx';
import classes from '../../record-page.module.css';
import { DownloadButton } from './download-button.tsx';
import { FreeSpaceButton } from './free-space-button.tsx';
import { useRecorder } from './use-recorder.ts';
import { useLength } from './use-text.ts';

const noticeOf = { fault: 'danger', warning: 'warning', question: 'info', news: 'info' } as const;

/** A warning: its severity, its texts, and what the person can do about it. */
export function WarningNotice({ warning }: { readonly warning: RecorderWarning }) {
  const t = useTranslations('recorder');
  const values = useValues(warning);
  const { kind } = warning;
  const severity = severityOf(kind);
  const answered = severity === 'question' || severity === 'news' ? severity : undefined;
  return (
    <Notice
      kind={noticeOf[severity]}
      {...(isTitled(kind) ? { title: t(`warnings.${kind}.title`, values) } : {})}
      {...(answered
        ? {
            action: {
              label: t(`answers.${answered}`),
              onClick: () => recorderStore.engine?.dismissWarning(kind),
            },
          }
        : {})}
    >
      <p>{t(`warnings.${kind}.body`, values)}</p>
      {warning.kind === 'storage-full' && <GetOut {...warning} />}
      {warning.kind === 'storage-low' && (
        <div className={`ui-row ${classes.actions}`}>
          <FreeSpaceButton />
        </div>
      )}
    </Notice>
  );
}

/** Values in the texts of a warning, formatted. */
function useValues(warning: RecorderWarning): Readonly<Record<string, string | number>> {
  const length = useLength();
  const texts = Object.entries(warning).map(([name, value]) => {
    if (name === 'roomMs') return ['length', length(Number(value))] as const;
    return [name, typeof value === 'boolean' ? (value ? 'yes' : 'no') : value] as const;
  });
  return Object.fromEntries(texts);
}

/** The disk accepts nothing more: what is in memory must get out, to a freed disk or into a file. */
function GetOut({ recordingId, stopping }: { readonly recordingId: string; readonly stopping: boolean }) {
  const t = useTranslations('recorder.room');
  const stored = useRecorder().recordings.find((view) => view.stored.id === recordingId)?.stored;
  return (
    <div className={`ui-row ${classes.actions}`}>
      <FreeSpaceButton />
      {stored && <DownloadButton stored={stored} label={t(stopping ? 'download' : 'downloadSoFar')} />}
    </div>
  );
}
