import { Button } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useSearchParams } from 'react-router';
import { useTranslations } from 'use-intl';
import type { CurrentUser } from '#src/api/claritalk/users.ts';
import { audioExtensions } from '#src/features/recorder/model/audio-types.ts';
import { Notice } from '#src/ui/notice.tsx';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import page from '../../record-page.module.css';
import type { FileForm } from './file-form.tsx';
import classes from './file-section.module.css';

/** The form comes only when there is a file: it brings a demuxer along. */
type Chosen = { readonly file: File; readonly language?: string; readonly Form: typeof FileForm };

const loadSample = () => import('./sample-recording.tsx').then(({ SampleRecording }) => SampleRecording);
type Said = 'one-at-a-time' | 'load-failed' | undefined;

/** Anything that may contain sound can be chosen: what Claritalk does not accept is explained, or repaired. */
const accept = [
  ...audioExtensions,
  ...['opus', 'oga', 'qta', 'mov', '3gp', 'mkv', 'amr', 'wma', 'dss', 'ds2', 'caf', 'aif', 'aiff', 'flac'],
]
  .map((extension) => `.${extension}`)
  .concat('audio/*', 'video/*');

/** Accepts a recording made elsewhere: chosen, or dropped anywhere on the page. */
export function FileSection({ user }: { readonly user: CurrentUser }) {
  const t = useTranslations('recorder.file');
  const [chosen, setChosen] = useState<Chosen>();
  const [said, setSaid] = useState<Said>();
  const [done, setDone] = useState<string>();
  const picker = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  const Sample = useOnDemand(loadSample, useSearchParams()[0].has('sample'));

  const choose = async (files: Iterable<File> | null | undefined, language?: string) => {
    const [file, ...more] = files ?? [];
    if (!file) return;
    setDone(undefined);
    setSaid(more.length > 0 ? 'one-at-a-time' : undefined);
    try {
      const { FileForm: Form } = await import('./file-form.tsx');
      setChosen((before) => before ?? { file, Form, ...(language === undefined ? {} : { language }) });
    } catch {
      setSaid('load-failed');
    }
  };
  const dragging = useDroppedFiles((files) => void choose(files));
  const close = (name?: string) => {
    // The form that had the focus goes, and the button must be there to take it.
    flushSync(() => {
      setChosen(undefined);
      setDone(name);
    });
    button.current?.focus({ preventScroll: true });
  };
  return (
    <section
      className={`ui-parts ${classes.section}`}
      aria-labelledby="recorder-file"
      data-dragging={dragging}
    >
      <div>
        <h2 id="recorder-file" className={page.heading}>
          {t('heading')}
        </h2>
        <p className={`ui-hint ${page.hint}`}>{t('lead', { formats: audioExtensions.join(', ') })}</p>
      </div>
      {said && (
        <Notice kind={said === 'load-failed' ? 'danger' : 'info'}>
          <p>{t(said)}</p>
        </Notice>
      )}
      {chosen && (
        <chosen.Form
          key={chosen.file.name}
          file={chosen.file}
          language={chosen.language}
          user={user}
          onClose={close}
        />
      )}
      {Sample && !chosen && done === undefined && (
        <Sample onUse={(file, language) => void choose([file], language)} />
      )}
      <div className={`ui-row ${page.actions}`} hidden={chosen !== undefined}>
        <Button
          ref={button}
          variant="default"
          leftSection={<IconFileUpload size={18} aria-hidden />}
          onClick={() => picker.current?.click()}
        >
          {t('choose')}
        </Button>
        <p className={`ui-hint ${page.hint}`}>{t(dragging ? 'dropHere' : 'orDrop')}</p>
        <input
          ref={picker}
          type="file"
          hidden
          aria-label={t('choose')}
          accept={accept.join(',')}
          onChange={(event) => {
            void choose(event.currentTarget.files);
            // The same file may be chosen again.
            event.currentTarget.value = '';
          }}
        />
      </div>
      <p className={`ui-hint ${page.hint}`} role="status">
        {done !== undefined && t('done', { name: done })}
      </p>
    </section>
  );
}

/** Files dropped anywhere on the page: without this, the browser would leave the page to show them. */
function useDroppedFiles(onFiles: (files: FileList | undefined) => void): boolean {
  const [dragging, setDragging] = useState(false);
  const latest = useRef(onFiles);
  useEffect(() => {
    latest.current = onFiles;
  });
  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      setDragging(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setDragging(false);
    };
    const drop = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      setDragging(false);
      latest.current(event.dataTransfer.files);
    };
    window.addEventListener('dragover', over, { signal });
    window.addEventListener('dragleave', leave, { signal });
    window.addEventListener('drop', drop, { signal });
    return () => listening.abort();
  }, []);
  return dragging;
}
