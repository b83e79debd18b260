import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import type { DocumentLanguage } from '#src/i18n/document-languages.ts';
import { serverDate } from '#src/lib/clock.ts';
import { MissingCharacters } from '#src/lib/document/missing-characters.ts';
import { browserTimeZone } from '#src/lib/intl.ts';
import { saveFile } from '#src/lib/save-file.ts';
import type { ExportChoice } from './export-choice.ts';
import { exportMinutes, richText } from './export-minutes.ts';
import { makeMinutesFile } from './make-minutes-file.ts';
import type { EvidenceEntry } from './minutes-file.ts';
import { loadMinutesSource } from './minutes-source.ts';

export type ExportState =
  | { readonly kind: 'choosing' }
  /** `share`: from 0 to 1. */
  | { readonly kind: 'working'; readonly share: number }
  /** `name`: of the file; undefined when it was copied. */
  | { readonly kind: 'done'; readonly name: string | undefined }
  /** A PDF would lack these characters; nothing was saved. */
  | { readonly kind: 'missing'; readonly characters: readonly string[] }
  | { readonly kind: 'failed'; readonly reason: 'clipboard' | 'network' | 'unexpected' };

export interface FullChoice extends ExportChoice {
  readonly language: DocumentLanguage;
  /** The person whose pieces of sound go with it; undefined: none. Only a PDF carries them. */
  readonly evidence?: string | undefined;
}

/** Runs one export at a time; leaving the page or choosing again aborts it. */
export function useExport(meeting: Meeting) {
  const queryClient = useQueryClient();
  const [state, setState] = useState<ExportState>({ kind: 'choosing' });
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const make = async (comments: boolean, evidence?: readonly EvidenceEntry[]) =>
    makeMinutesFile(await loadMinutesSource(queryClient, meeting), { comments, evidence, now: serverDate() });

  const run = async (choice: FullChoice, incomplete = false) => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    const { signal } = controller;
    const timeZone = browserTimeZone();
    const show = (next: ExportState) => {
      if (!signal.aborted) setState(next);
    };
    show({ kind: 'working', share: 0 });
    try {
      if (choice.format === 'copy') {
        await copy(make(choice.comments).then((file) => richText(file, { ...choice, timeZone })));
        show({ kind: 'done', name: undefined });
        return;
      }
      const sound = choice.format === 'pdf' ? await soundOf(meeting, choice.evidence) : [];
      const file = await make(
        choice.comments,
        sound.map(({ entry }) => entry),
      );
      const { name, content } = await exportMinutes(file, choice.format, {
        attachments: sound.map(({ attachment }) => attachment),
        language: choice.language,
        separator: choice.separator,
        timeZone,
        incomplete,
        signal,
        onProgress: (share) => show({ kind: 'working', share }),
      });
      saveFile(content, name);
      show({ kind: 'done', name });
    } catch (error) {
      if (error instanceof MissingCharacters) show({ kind: 'missing', characters: error.characters });
      else show({ kind: 'failed', reason: reasonOf(error) });
    }
  };

  const cancel = () => {
    running.current?.abort();
    setState({ kind: 'choosing' });
  };
  return { state, run, cancel, reset: () => setState({ kind: 'choosing' }) };
}

/** The pieces of sound that go with a document; its code is loaded only then. */
async function soundOf(meeting: Meeting, user: string | undefined) {
  if (user === undefined) return [];
  const { evidenceFiles } = await import('./evidence-files.ts');
  return evidenceFiles(meeting, user);
}

/** @throws DOMException NotAllowedError when the browser forbids it. */
async function copy(content: Promise<{ html: string; text: string }>): Promise<void> {
  const blob = async (type: 'html' | 'text', mime: string) =>
    new Blob([(await content)[type]], { type: mime });
  // Promises, because some browsers allow to write only while the click is being handled.
  await navigator.clipboard.write([
    new ClipboardItem({
      'text/html': blob('html', 'text/html'),
      'text/plain': blob('text', 'text/plain'),
    }),
  ]);
}

function reasonOf(error: unknown): 'clipboard' | 'network' | 'unexpected' {
  if (error instanceof DOMException && error.name === 'NotAllowedError') return 'clipboard';
  // What `import()` and `fetch` throw when a file does not arrive.
  return error instanceof TypeError ? 'network' : 'unexpected';
}
