import { Button } from '@mantine/core';
import { useRef } from 'react';
import { useTranslations } from 'use-intl';
import type { ChangeOfConversation } from '#src/api/chat2desk/dialogs.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import type { OpenConversation } from '#src/api/gateway/conversations.ts';
import type { Write } from '#src/services/problems/use-write.ts';
import { onKeys } from '#src/ui/keyboard/keyboard.ts';
import { useShortcuts } from '#src/ui/keyboard/shortcuts.ts';
import { openList, openListBy } from '#src/ui/list/open-list.ts';
import { SelectFilter } from '#src/ui/list/select-filter.tsx';

interface ConversationActionsProps {
  readonly open: OpenConversation;
  readonly changing: Write<ChangeOfConversation, unknown>;
  readonly leaveUnread: (() => void) | undefined;
  readonly isLeaving: boolean;
}

/** No id of an operator. */
const nobody = '';
/** Before the id of a group. */
const groupMark = 'group ';

/** Who is on a conversation, whether it stays unread, and its end; by keys too. */
export function ConversationActions({ open, changing, leaveUnread, isLeaving }: ConversationActionsProps) {
  const t = useTranslations('conversations');
  const box = useRef<HTMLDivElement>(null);
  const { conversation, operators, groups } = open;
  const { dialog, operator, last } = conversation;
  const change = (what: ChangeOfConversation['change']) =>
    void changing.run({ dialog, change: what, ...wishNow() });
  const toggle = () => change({ open: !conversation.open });
  const assign = () => {
    box.current?.querySelector('select')?.focus();
    openList();
  };
  useShortcuts(t('keys.title'), [
    { keys: ['a'], label: t('keys.assign'), does: 'acts', run: assign },
    { keys: ['e'], label: t('keys.close'), does: 'acts', run: toggle },
    { keys: ['u'], label: t('leaveUnread'), does: 'acts', run: () => leaveUnread?.() },
  ]);
  const assignTo = (chosen: string) => {
    if (chosen === nobody) return;
    const group = groups.find((one) => `${groupMark}${one.id}` === chosen);
    if (!group) change({ operator: Number(chosen) });
    else if (last) change({ group, message: last.id });
  };
  const isListed = operators.some((one) => one.id === operator?.id);
  // Chat2Desk takes nobody off a conversation: nobody is a choice only while it is so.
  const choices = isListed ? operators : [operator ?? { id: nobody, name: t('nobody') }, ...operators];
  return (
    <>
      {/** biome-ignore lint/a11y/noStaticElementInteractions: the field in it has the focus. */}
      <div ref={box} onKeyDown={onKeys({ other: openListBy })}>
        <SelectFilter
          label={t('assign')}
          value={String(operator?.id ?? nobody)}
          options={[
            ...choices.map(({ id: value, name }) => ({ value: String(value), label: name })),
            ...(last ? groups : []).map((group) => ({
              value: `${groupMark}${group.id}`,
              label: t('group', { name: group.name }),
            })),
          ]}
          onChange={assignTo}
        />
      </div>
      {leaveUnread && (
        <Button variant="default" loading={isLeaving} onClick={leaveUnread}>
          {t('leaveUnread')}
        </Button>
      )}
      <Button variant="default" loading={changing.busy} onClick={toggle}>
        {t(conversation.open ? 'close' : 'reopen')}
      </Button>
    </>
  );
}
