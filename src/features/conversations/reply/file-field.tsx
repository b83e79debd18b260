import { Button } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useRef, useState, useSyncExternalStore } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { attachmentKinds, maxAttachmentBytes } from '#contract/gateway/shared-files.ts';
import type { Write } from '#src/services/problems/use-write.ts';
import { WriteResult } from '#src/services/problems/write-result.tsx';
import type { Elements } from '#src/ui/elements.ts';
import { focusAfterRendering } from '#src/ui/keyboard/focus-after-rendering.ts';
import { TextFileButton } from '#src/ui/text-file/text-file-button.tsx';
import type { ReplyStore } from './reply-store.ts';

interface FileFieldProps<V> {
  readonly draft: ReplyStore;
  /** Takes the file where it waits to be sent; it changes the draft itself. */
  readonly uploading: Write<V, unknown>;
  readonly requestFor: (name: string, content: Blob) => V;
  /** It was taken away again. */
  readonly onRemove: () => void;
  readonly disabled: boolean;
  /** What holds for the file. */
  readonly note: Elements;
  /** Why it can no longer be sent. */
  readonly problem?: string | undefined;
  readonly children?: Elements;
}

const megabyte = 1024 * 1024;
const accepted = Object.entries(attachmentKinds)
  .flatMap(([type, ends]) => [type, ...ends.map((end) => `.${end}`)])
  .join(',');

/** Where the file of a message is chosen. It is uploaded at once, so that a reload does not lose it. */
export function FileField<V>(props: FileFieldProps<V>) {
  const { draft, uploading, requestFor, onRemove, disabled, note, problem, children } = props;
  const t = useTranslations('conversations.attach');
  const format = useFormatter();
  const file = useSyncExternalStore(draft.subscribe, () => draft.get().file);
  const attaching = useSyncExternalStore(draft.subscribe, () => draft.get().attaching);
  const box = useRef<HTMLDivElement>(null);
  const [tooLarge, setTooLarge] = useState<string>();
  const choose = async (chosen: File) => {
    uploading.clear();
    const isTooLarge = chosen.size > maxAttachmentBytes;
    setTooLarge(isTooLarge ? chosen.name : undefined);
    if (isTooLarge) return;
    draft.change({ attaching: chosen.name });
    draft.flush();
    const content = new Blob([chosen], { type: 'application/octet-stream' });
    const done = await uploading.run(requestFor(chosen.name || 'file', content));
    if (!done) draft.change({ attaching: undefined });
  };
  const remove = () => {
    onRemove();
    draft.change({ file: undefined });
    focusAfterRendering(() => box.current?.querySelector('button')?.focus());
  };
  const size = (bytes: number) =>
    format.number(Math.max(0.1, bytes / megabyte), {
      style: 'unit',
      unit: 'megabyte',
      maximumFractionDigits: 1,
    });
  return (
    <div ref={box} className="ui-stack ui-tight">
      {file ? (
        <div className="ui-row ui-tight">
          <IconPaperclip size={16} aria-hidden />
          <span dir="auto">{t('attached', { name: file.name, size: size(file.size) })}</span>
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t('removeOf', { name: file.name })}
            onClick={remove}
          >
            {t('remove')}
          </Button>
        </div>
      ) : (
        <div>
          <TextFileButton
            label={t('action')}
            variant="default"
            icon={<IconPaperclip size={16} aria-hidden />}
            accept={accepted}
            busy={uploading.busy}
            disabled={disabled}
            onFile={choose}
          />
        </div>
      )}
      {children}
      <div role="status" className="ui-note">
        {uploading.busy && attaching !== undefined && <p dir="auto">{t('sending', { name: attaching })}</p>}
        {file && note}
      </div>
      {!uploading.busy && !file && attaching !== undefined && (
        <p className="ui-problem" dir="auto">
          {t('lost', { name: attaching })}
        </p>
      )}
      {problem !== undefined && (
        <p className="ui-problem" role="alert" dir="auto">
          {problem}
        </p>
      )}
      {tooLarge !== undefined && (
        <p className="ui-problem" role="alert" dir="auto">
          {t('tooLarge', { name: tooLarge, size: size(maxAttachmentBytes) })}
        </p>
      )}
      <WriteResult
        of={uploading}
        texts={{ unknown: t('unknown'), found: t('found'), notDone: t('notDone') }}
      />
    </div>
  );
}
