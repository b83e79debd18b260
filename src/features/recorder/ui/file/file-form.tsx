import { Button, Progress } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { CurrentUser } from '#src/api/claritalk/users.ts';
import { recorderStore } from '#src/features/recorder/engine/recorder-store.ts';
import type { FileFacts } from '#src/features/recorder/files/file-facts.ts';
import { inspectFile } from '#src/features/recorder/files/inspect-file.ts';
import { audioExtensions } from '#src/features/recorder/model/audio-types.ts';
import { FileRefused } from '#src/features/recorder/model/imported-file.ts';
import { formatClock } from '#src/lib/time/stopwatch.ts';
import { Notice } from '#src/ui/notice.tsx';
import { useFileSize } from '#src/ui/use-file-size.ts';
import page from '../../record-page.module.css';
import { FileFields, type FileMeeting } from './file-fields.tsx';
import { FileNotes } from './file-notes.tsx';

type Phase =
  /** Most files are known in a moment; of others the sound is taken out. */
  | { readonly name: 'reading'; readonly percent: number | undefined }
  | { readonly name: 'ready'; readonly facts: FileFacts; readonly problem?: FileRefused }
  | { readonly name: 'copying'; readonly facts: FileFacts; readonly percent: number }
  | { readonly name: 'refused'; readonly problem: FileRefused };

interface FileFormProps {
  readonly file: File;
  /** Of what is said in it, where that is known; it is then a sample, which is to show what a meeting type asks. */
  readonly language: string | undefined;
  readonly user: CurrentUser;
  /** With the meeting's name when the file was taken. */
  readonly onClose: (name?: string) => void;
}

const refusalOf = (error: unknown): FileRefused =>
  error instanceof FileRefused ? error : new FileRefused('storage', { cause: error });

/** Inspects a file, asks about its meeting, and imports it. */
export function FileForm({ file, language, user, onClose }: FileFormProps) {
  const t = useTranslations('recorder.file');
  const fileSize = useFileSize();
  const refusalText = ({ refusal, detail }: FileRefused) =>
    t(`refusal.${refusal}`, { format: detail, formats: audioExtensions.join(', ') });
  const [phase, setPhase] = useState<Phase>({ name: 'reading', percent: undefined });
  const copying = useRef(new AbortController());
  const title = useRef<HTMLParagraphElement>(null);

  useEffect(() => {
    const left = new AbortController();
    const { signal } = left;
    const tell = (next: Phase) => signal.aborted || setPhase(next);
    title.current?.focus({ preventScroll: true });
    inspectFile(file, {
      signal,
      onProgress: (part) => tell({ name: 'reading', percent: Math.floor(part * 100) }),
    })
      .then((facts) => tell({ name: 'ready', facts }))
      .catch((error: unknown) => tell({ name: 'refused', problem: refusalOf(error) }));
    return () => left.abort();
  }, [file]);

  const take = async (facts: FileFacts, meeting: FileMeeting) => {
    copying.current = new AbortController();
    const { signal } = copying.current;
    setPhase({ name: 'copying', facts, percent: 0 });
    try {
      const engine = await recorderStore.load();
      await engine.bring(
        { ...facts, ...meeting, userUuid: user.uuid },
        (part) => setPhase({ name: 'copying', facts, percent: Math.floor(part * 100) }),
        signal,
      );
      onClose(meeting.name);
    } catch (error) {
      if (signal.aborted) setPhase({ name: 'ready', facts });
      else setPhase({ name: 'ready', facts, problem: refusalOf(error) });
    }
  };

  const facts = phase.name === 'ready' || phase.name === 'copying' ? phase.facts : undefined;
  return (
    <div className="ui-parts">
      <div>
        <p ref={title} tabIndex={-1} className="ui-strong ui-breaks" dir="auto">
          {file.name}
        </p>
        <p className={`ui-hint ${page.hint}`}>
          {facts ? `${formatClock(facts.durationMs)} · ${fileSize(facts.file.size)}` : fileSize(file.size)}
        </p>
      </div>
      <p className={`ui-hint ${page.hint}`} role="status">
        {phase.name === 'reading' ? t('reading') : phase.name === 'copying' ? t('copyingHint') : undefined}
      </p>
      {phase.name === 'refused' && (
        <div role="alert">
          <Notice
            kind="danger"
            title={t('refused')}
            action={{ label: t('another'), onClick: () => onClose() }}
          >
            <p>{refusalText(phase.problem)}</p>
          </Notice>
        </div>
      )}
      {phase.name === 'ready' && phase.problem && (
        <div role="alert">
          <Notice kind="danger" title={t('notTaken')}>
            <p>{refusalText(phase.problem)}</p>
          </Notice>
        </div>
      )}
      {phase.name === 'reading' && phase.percent !== undefined && (
        <Progress value={phase.percent} size="lg" aria-label={t('reading')} />
      )}
      {facts && <FileNotes notes={facts.notes} durationMs={facts.durationMs} />}
      {facts && (
        <FileFields
          file={file}
          language={language}
          durationMs={facts.durationMs}
          user={user}
          busy={phase.name === 'copying'}
          onCancel={() => onClose()}
          onSubmit={(meeting) => void take(facts, meeting)}
        />
      )}
      {phase.name === 'copying' && (
        <>
          <Progress value={phase.percent} size="lg" aria-label={t('copying', { name: file.name })} />
          <div className={`ui-row ${page.actions}`}>
            <Button variant="default" onClick={() => copying.current.abort()}>
              {t('stop')}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
