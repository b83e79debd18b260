import { useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl';
import { sharedFileLimits } from '#contract/gateway/shared-files.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { attachAFile } from '#src/api/gateway/attached-files.ts';
import { revokeAFile } from '#src/api/gateway/shared-files.ts';
import { serverNow } from '#src/lib/clock.ts';
import { carriedAs, carries } from '#src/services/conversations/carries.ts';
import { shownAnyway, useWrite } from '#src/services/problems/use-write.ts';
import { FileField } from './file-field.tsx';
import { linkedIn } from './reply-draft.ts';
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

/** A file that a message of Chat2Desk is sent with: it goes to the gateway, and to the client with the message. */
export function Attachment({ draft, client, transport, sharing, isWaiting }: AttachmentProps) {
  const t = useTranslations('conversations.attach');
  const file = useSyncExternalStore(draft.subscribe, () => linkedIn(draft.get()));
  const uploading = useWrite(
    attachAFile,
    (attached) => draft.change({ file: attached, attaching: undefined }),
    shownAnyway,
  );
  const revoking = useWrite(revokeAFile, undefined, shownAnyway);
  const hasEnded = file !== undefined && file.until <= serverNow();
  const inText = file && !carries(transport, carriedAs(file.type));
  const limits = { days: sharedFileLimits.hours / 24, count: sharedFileLimits.fetches };
  return (
    <FileField
      draft={draft}
      uploading={uploading}
      requestFor={(name, content) => ({ ...wishNow(), client, name, content })}
      onRemove={() => {
        if (file) void revoking.run({ ...wishNow(), file: file.id });
      }}
      disabled={!sharing || isWaiting}
      note={file && !hasEnded && <p>{t(inText ? 'asLink' : 'lasts', limits)}</p>}
      problem={hasEnded ? t('ended', { name: file.name }) : undefined}
    >
      {!sharing && <p className="ui-note">{t('off')}</p>}
    </FileField>
  );
}
