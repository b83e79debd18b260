import { useTranslations } from 'use-intl';
import type { FileNote } from '#src/features/recorder/model/imported-file.ts';
import { formatClock } from '#src/lib/time/stopwatch.ts';
import { Notice } from '#src/ui/notice.tsx';
import { useFileSize } from '#src/ui/use-file-size.ts';

interface FileNotesProps {
  readonly notes: readonly FileNote[];
  /** Of what is uploaded. */
  readonly durationMs: number;
}

/** What was done to a file, or should be known of it, before it is uploaded. */
export function FileNotes({ notes, durationMs }: FileNotesProps) {
  const t = useTranslations('recorder.file.note');
  const fileSize = useFileSize();
  const length = formatClock(durationMs);
  const textOf = (note: FileNote): string => {
    switch (note.kind) {
      case 'closed':
        return t('closed', { length });
      case 'cut': {
        const whole = formatClock(durationMs + note.missingMs);
        return whole === length ? t('cutUnknown', { length }) : t('cut', { length, whole });
      }
      case 'junk':
        return t('junk', { size: fileSize(note.bytes) });
      case 'extracted':
        return t('extracted', { format: note.format });
      case 'silent':
        return t('silent');
    }
  };
  return (
    <>
      {notes.map((note) => (
        <Notice key={note.kind} kind={note.kind === 'cut' || note.kind === 'silent' ? 'warning' : 'info'}>
          <p>{textOf(note)}</p>
        </Notice>
      ))}
    </>
  );
}
