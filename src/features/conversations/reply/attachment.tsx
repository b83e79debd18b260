import { Button } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useRef, useState, useSyncExternalStore } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { attachmentKinds, maxAttachmentBytes, sharedFileLimits } from '#contract/gateway/shared-files.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { attachAFile } from '#src/api/gateway/attached-files.ts';
import { revokeAFile } from '#src/api/gateway/shared-files.ts';
import { serverNow } from '#src/lib/clock.ts';
import { carriedAs, carries } from '#src/services/conversations/carries.ts';
import { shownAnyway, useWrite } from '#src/services/problems/use-write.ts';
import { WriteResult } from '#src/services/problems/write-result.tsx';
import { focusAfterRendering } from '#src/ui/keyboard/focus-after-rendering.ts';
import { TextFileButton } from '#src/ui/text-file/text-file-button.tsx';
import type { ReplyStore } from './reply-store.ts';

interface AttachmentProps {
  readonly draft: ReplyStore;
  readonly client: number;
  readonly transport: string | undefined;
  /** Whether links to files can work here. */
  readonly sharing: boolean;
  /** It is not known what became of the last message. */
  readonly isWaiting: boolean;
}

const megabyte = 1024 * 1024;
const accepted = Object.entries(attachmentKinds)
  .flatMap(([type, ends]) => [type, ...ends.map((end) => `.${end}`)])
  .join(',');

/**
 * A file that a message is sent with. It goes to the gateway when it is chosen, so that a reload does not lose it, and to
 * the client with the message.
 */
export function Attachment({ draft, client, transport, sharing, isWaiting }: AttachmentProps) {
  const t = useTranslations('conversations.attach');
  const format = useFormatter();
  const { file, attaching } = useSyncExternalStore(draft.subscribe, draft.get);
  const box = useRef<HTMLDivElement>(null);
  const [tooLarge, setTooLarge] = useState<string>();
  const sending = useWrite(
    attachAFile,
    (attached) => draft.change({ file: attached, attaching: undefined }),
    shownAnyway,
  );
  const revoking = useWrite(revokeAFile, undefined, shownAnyway);
  const choose = async (chosen: File) => {
    sending.clear();
    const isTooLarge = chosen.size > maxAttachmentBytes;
    setTooLarge(isTooLarge ? chosen.name : undefined);
    if (isTooLarge) return;
    draft.change({ attaching: chosen.name });
    draft.flush();
    const content = new Blob([chosen], { type: 'application/octet-stream' });
    const done = await sending.run({ ...wishNow(), client, name: chosen.name || 'file', content });
    if (!done) draft.change({ attaching: undefined });
  };
  const remove = () => {
    if (file) void revoking.run({ ...wishNow(), file: file.id });
    draft.change({ file: undefined });
    focusAfterRendering(() => box.current?.querySelector('button')?.focus());
  };
  const hasEnded = file !== undefined && file.until <= serverNow();
  const inText = file && !carries(transport, carriedAs(file.type));
  const limits = { days: sharedFileLimits.hours / 24, count: sharedFileLimits.fetches };
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
            busy={sending.busy}
            disabled={!sharing || isWaiting}
            onFile={choose}
          />
        </div>
      )}
      {!sharing && <p className="ui-note">{t('off')}</p>}
      <div role="status" className="ui-note">
        {sending.busy && attaching !== undefined && <p dir="auto">{t('sending', { name: attaching })}</p>}
        {file && !hasEnded && <p>{t(inText ? 'asLink' : 'lasts', limits)}</p>}
      </div>
      {!sending.busy && !file && attaching !== undefined && (
        <p className="ui-problem" dir="auto">
          {t('lost', { name: attaching })}
        </p>
      )}
      {hasEnded && (
        <p className="ui-problem" role="alert" dir="auto">
          {t('ended', { name: file.name })}
        </p>
      )}
      {tooLarge !== undefined && (
        <p className="ui-problem" role="alert" dir="auto">
          {t('tooLarge', { name: tooLarge, size: size(maxAttachmentBytes) })}
        </p>
      )}
      <WriteResult of={sending} texts={{ unknown: t('unknown'), found: t('found'), notDone: t('notDone') }} />
    </div>
  );
}
