import { Button } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, useSyncExternalStore } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { ConversationId } from '#contract/gateway/conversation-id.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { attachToChannel, channelFileOptions, removePrepared } from '#src/api/courier/channel-files.ts';
import type { ChannelMessage } from '#src/api/courier/channels.ts';
import { ShownAttachment } from '#src/services/conversations/message-item.tsx';
import { useRefusalText } from '#src/services/problems/use-refusal-text.ts';
import { shownAnyway, useWrite } from '#src/services/problems/use-write.ts';
import { FileField } from '../reply/file-field.tsx';
import { preparedIn } from '../reply/reply-draft.ts';
import type { ReplyStore } from '../reply/reply-store.ts';

interface FileOfReplyProps {
  readonly id: ConversationId;
  readonly draft: ReplyStore;
  readonly disabled: boolean;
  /** Whether a message was posted: its file is no longer the draft’s. */
  readonly isPosted: (message: string) => boolean;
}

/** A file that a message in a channel is sent with: it waits at Courier, in a draft that nobody else sees. */
export function FileOfReply({ id, draft, disabled, isPosted }: FileOfReplyProps) {
  const t = useTranslations('conversations.inChannel');
  const file = useSyncExternalStore(draft.subscribe, () => preparedIn(draft.get()));
  const uploading = useWrite(
    attachToChannel,
    (attached) => draft.change({ file: attached, attaching: undefined }),
    shownAnyway,
  );
  const removing = useWrite(removePrepared, undefined, shownAnyway);
  return (
    <FileField
      draft={draft}
      uploading={uploading}
      requestFor={(name, content) => ({ ...wishNow(), id, name, content })}
      onRemove={() => {
        if (file && !isPosted(file.message)) void removing.run({ ...wishNow(), id: file.id });
      }}
      disabled={disabled}
      note={<p>{t('waits')}</p>}
    />
  );
}

interface ReceivedFileProps {
  readonly id: ConversationId;
  readonly file: ChannelMessage['files'][number];
}

const kindOfType = (type: string) => {
  const [kind] = type.split('/');
  if (kind === 'image') return 'picture';
  return kind === 'audio' ? 'sound' : kind === 'video' ? 'video' : 'file';
};

/** A file of a message. It is fetched when someone presses; whether it can be is only known then. */
export function ReceivedFile({ id, file: { id: file, name, size } }: ReceivedFileProps) {
  const t = useTranslations('conversations.inChannel');
  const format = useFormatter();
  const refusalText = useRefusalText();
  const [isAsked, setAsked] = useState(false);
  const query = useQuery({ ...channelFileOptions(id, file), enabled: isAsked });
  const { data, error, isFetching } = query;
  if (data) return <ShownAttachment attachment={{ ...data, name, kind: kindOfType(data.type) }} />;
  const kilobytes = { style: 'unit', unit: 'kilobyte' } as const;
  const label =
    size === undefined ? name : t('file', { name, size: format.number(Math.ceil(size / 1024), kilobytes) });
  return (
    <div>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconPaperclip size={15} aria-hidden />}
        loading={isFetching}
        onClick={() => (isAsked ? void query.refetch() : setAsked(true))}
        dir="auto"
      >
        {label}
      </Button>
      <div role="status" className="ui-note">
        {data === null && <p>{t('noAddress')}</p>}
        {error && !isFetching && <p dir="auto">{refusalText(error)}</p>}
      </div>
    </div>
  );
}
