import { useQuery } from '@tanstack/react-query';
import { type RefObject, useId, useLayoutEffect, useState, useSyncExternalStore } from 'react';
import { useLocation } from 'react-router';
import { useTranslations } from 'use-intl';
import { type Template, templatesOptions } from '#src/api/chat2desk/templates.ts';
import { onKeys } from '#src/ui/keyboard/keyboard.ts';
import type { ReplyKind } from './reply-draft.ts';
import type { ReplyStore } from './reply-store.ts';
import { TemplateChoice, templatesFor } from './template-choice.tsx';
import { leaveReply } from './use-reply-keys.ts';

interface ReplyFieldProps {
  readonly ref: RefObject<HTMLTextAreaElement | null>;
  readonly draft: ReplyStore;
  readonly kind: ReplyKind;
  readonly label: string;
  /** Whether a slash shows Chat2Desk’s templates. */
  readonly hasTemplates?: boolean;
}

const maxLength = 20_000;

/**
 * Where a reply is written, and the templates for it. The field keeps its own text: were it React's, each key would draw
 * it and write what it contains into the document too, which asks the whole page for its styles.
 */
export function ReplyField({ ref, draft, kind, label, hasTemplates = true }: ReplyFieldProps) {
  const t = useTranslations('conversations.reply');
  useLayoutEffect(() => {
    const show = () => {
      const text = draft.get()[kind];
      if (ref.current && ref.current.value !== text) ref.current.value = text;
    };
    show();
    return draft.subscribe(show);
  }, [draft, kind, ref]);
  const takesTemplates = hasTemplates && kind === 'to_client';
  const command = useSyncExternalStore(draft.subscribe, () =>
    takesTemplates && draft.get().to_client.startsWith('/') ? draft.get().to_client : undefined,
  );
  const [current, setCurrent] = useState(0);
  const listId = useId();
  const wantsReply = useLocation().state?.reply === true;
  const { data: templates } = useQuery({ ...templatesOptions(), enabled: command !== undefined });
  const offered = command === undefined ? [] : templatesFor(command, templates ?? []);
  const chosen = Math.min(current, offered.length - 1);
  const write = (next: string) => draft.change({ [kind]: next });
  const choose = (template: Template | undefined) => {
    if (!template) return false;
    setCurrent(0);
    return write(template.text);
  };
  const move = (by: 1 | -1) => {
    if (offered.length === 0) return false;
    return setCurrent((chosen + by + offered.length) % offered.length);
  };
  const chooseCurrent = () => choose(offered[chosen]);
  const down = () => move(1);
  const up = () => move(-1);
  return (
    <>
      {offered.length > 0 && (
        <TemplateChoice
          id={listId}
          label={t('templates')}
          templates={offered}
          current={chosen}
          onChoose={choose}
        />
      )}
      <textarea
        ref={ref}
        rows={3}
        aria-label={label}
        placeholder={label}
        maxLength={maxLength}
        // biome-ignore lint/a11y/noAutofocus: the key that led here asked for it.
        autoFocus={wantsReply}
        {...(offered.length > 0
          ? { 'aria-controls': listId, 'aria-activedescendant': `${listId}-${chosen}` }
          : {})}
        onChange={(event) => write(event.currentTarget.value)}
        onKeyDown={onKeys({
          does: { Enter: chooseCurrent, Tab: chooseCurrent, Escape: leaveReply },
          moves: { ArrowDown: down, ArrowUp: up },
        })}
        dir="auto"
      />
    </>
  );
}
