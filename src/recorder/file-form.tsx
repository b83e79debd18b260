import { Button, Progress } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { CurrentUser } from '#src/api/users.ts';
import { Notice } from '#src/ui/notice.tsx';
import { useFileSize } from '#src/ui/use-file-size.ts';
import { FileFields, type FileMeeting } from './file-fields.tsx';
import classes from './file-section.module.css';
import { type FileFacts, inspectFile } from './inspect-file.ts';
import { type FileRefusal, FileRefused } from './model/brought-file.ts';
import { formatClock } from './model/clock.ts';
import page from './record-page.module.css';
import { recorderStore } from './recorder-store.ts';

type Phase =
  | { readonly name: 'reading' }
  | { readonly name: 'ready'; readonly facts: FileFacts; readonly problem?: FileRefusal }
  | { readonly name: 'copying'; readonly facts: FileFacts; readonly percent: number }
  | { readonly name: 'refused'; readonly refusal: FileRefusal };

interface FileFormProps {
  readonly file: File;
  readonly user: CurrentUser;
  /** With the meeting's name when the file was taken. */
  readonly onClose: (name?: string) => void;
}

const refusalOf = (error: unknown): FileRefusal => (error instanceof FileRefused ? error.refusal : 'storage');

/** Looks at a file, asks what its meeting was, and takes it. */
export function FileForm({ file, user, onClose }: FileFormProps) {
  const t = useTranslations('recorder.file');
  const fileSize = useFileSize();
  const [phase, setPhase] = useState<Phase>({ name: 'reading' });
  const copying = useRef(new AbortController());
  const title = useRef<HTMLParagraphElement>(null);

  useEffect(() => {
    let current = true;
    const tell = (next: Phase) => current && setPhase(next);
    title.current?.focus({ preventScroll: true });
    inspectFile(file)
      .then((facts) => tell({ name: 'ready', facts }))
      .catch((error: unknown) => tell({ name: 'refused', refusal: refusalOf(error) }));
    return () => {
      current = false;
    };
  }, [file]);

  const take = async (facts: FileFacts, meeting: FileMeeting) => {
    copying.current = new AbortController();
    const { signal } = copying.current;
    setPhase({ name: 'copying', facts, percent: 0 });
    try {
      const engine = await recorderStore.load();
      await engine.bring(
        { file, ...facts, ...meeting, userUuid: user.uuid },
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
    <div className={classes.form}>
      <div>
        <p ref={title} tabIndex={-1} className={classes.file}>
          {file.name}
        </p>
        <p className={page.hint}>
          {facts ? `${formatClock(facts.durationMs)} · ${fileSize(file.size)}` : fileSize(file.size)}
        </p>
      </div>
      <p className={`${page.hint} ${classes.status}`} role="status">
        {phase.name === 'reading' && t('reading')}
        {phase.name === 'copying' && t('copyingHint')}
      </p>
      {phase.name === 'refused' && (
        <div role="alert">
          <Notice
            kind="danger"
            title={t('refused')}
            action={{ label: t('another'), onClick: () => onClose() }}
          >
            <p>{t(`refusal.${phase.refusal}`)}</p>
          </Notice>
        </div>
      )}
      {phase.name === 'ready' && phase.problem && (
        <div role="alert">
          <Notice kind="danger" title={t('notTaken')}>
            <p>{t(`refusal.${phase.problem}`)}</p>
          </Notice>
        </div>
      )}
      {facts && (
        <FileFields
          file={file}
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
          <div className={page.actions}>
            <Button variant="default" onClick={() => copying.current.abort()}>
              {t('stop')}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
