import '@mantine/core/styles/Input.layer.css';
import { Button, Textarea } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { type OutgoingReminder, remind } from '#src/api/chat2desk/todo-requests.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { conversationOptions } from '#src/api/gateway/conversations.ts';
import type { FollowUp } from '#src/api/gateway/todo-follow-ups.ts';
import {
  type DocumentLanguage,
  documentLanguageNames,
  documentLanguages,
  isDocumentLanguage,
  loadDocumentTexts,
} from '#src/i18n/document-languages.ts';
import { shownAnyway, useWrite } from '#src/services/problems/use-write.ts';
import { WriteNotice } from '#src/services/problems/write-notice.tsx';
import { SelectFilter } from '#src/ui/list/select-filter.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { type ClientTodos, type FollowedTodo, idOf } from './followed-todo.ts';
import { keepReminder, readReminder } from './reminder-draft.ts';
import { reminderText } from './reminder-text.ts';

interface ReminderFormProps {
  readonly user: string;
  readonly group: ClientTodos;
  /** Ids of the to-dos that are chosen at first. */
  readonly chosen: readonly string[];
  readonly followUp: (todo: FollowedTodo) => FollowUp | undefined;
}

const maxLength = 20_000;

/** The one message to a client about their to-dos, as they will get it. */
export function ReminderForm({ user, group, chosen: first, followUp }: ReminderFormProps) {
  const t = useTranslations('followUp.dialog');
  const { client, conversation, todos } = group;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(first));
  const [language, setLanguage] = useState(useLanguageOf(todos));
  const [draft, setDraft] = useState(() => readReminder(user, client.id));
  const { data: texts } = useQuery({
    queryKey: ['document-texts', language],
    queryFn: () => loadDocumentTexts(language),
    staleTime: Number.POSITIVE_INFINITY,
  });
  // It says who the reader is there: a message has its sender's name.
  const { data: open, isPending } = useQuery(conversationOptions(conversation.id));
  const sending = useWrite<OutgoingReminder, unknown>(remind, () => write(undefined), shownAnyway);
  const about = todos.filter((todo) => chosen.has(idOf(todo)));
  const suggested = texts ? reminderText(texts, client.name, about) : '';
  const text = draft ?? suggested;
  const reminders = about.flatMap((todo) => followUp(todo)?.reminder ?? []);
  const isBlocked = reminders.some(({ state }) => state === 'unknown' || state === 'under-way');
  const isSent = sending.state.phase === 'done';

  function write(next: string | undefined) {
    setDraft(next);
    keepReminder(user, client.id, next);
  }
  const toggle = (id: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  const send = () => {
    const { channel, transport } = conversation;
    const byMeeting = Map.groupBy(about, ({ meeting }) => meeting.id);
    void sending.run({
      client: client.id,
      dialog: conversation.dialog,
      channel: channel?.id,
      transport,
      text: text.trim(),
      operator: open?.operator,
      about: {
        meetings: [...byMeeting].map(([id, own]) => ({ id, todos: own.map(({ key }) => key) })),
        seen: Math.max(0, ...reminders.map(({ entry }) => entry)),
      },
      ...wishNow(),
    });
  };
  const why =
    about.length === 0 ? 'chooseFirst' : isBlocked ? 'blocked' : text.trim() === '' ? 'emptyText' : undefined;
  const notice = (
    <WriteNotice
      state={sending.state}
      texts={{
        unknown: t('unknown', { name: client.name }),
        found: t('found', { name: client.name }),
        notDone: t('notSent', { name: client.name }),
      }}
      onCheck={() => sending.look()}
    />
  );
  if (isSent) {
    return (
      <div role="status">
        <Notice kind="info">
          <p dir="auto">{t('sent', { name: client.name })}</p>
        </Notice>
        {notice}
      </div>
    );
  }
  return (
    <section className="ui-stack" aria-label={t('todos', { name: client.name })}>
      <fieldset className="ui-stack ui-tight">
        <legend className="ui-strong" dir="auto">
          {t('todos', { name: client.name })}
        </legend>
        {todos.map((todo) => (
          <label key={idOf(todo)} className="ui-check">
            <input
              type="checkbox"
              checked={chosen.has(idOf(todo))}
              onChange={(event) => toggle(idOf(todo), event.currentTarget.checked)}
            />
            <span dir="auto">{todo.description}</span>
          </label>
        ))}
      </fieldset>
      <Earlier todos={about} followUp={followUp} />
      {about.length > 0 && (
        <>
          <SelectFilter
            label={t('language')}
            value={language}
            options={documentLanguages.map((value) => ({ value, label: documentLanguageNames[value] }))}
            onChange={setLanguage}
          />
          <Textarea
            label={t('message', { name: client.name })}
            description={conversation.channel && t('via', { channel: conversation.channel.name })}
            value={text}
            autosize
            minRows={6}
            maxLength={maxLength}
            onChange={(event) => write(event.currentTarget.value)}
            dir="auto"
          />
        </>
      )}
      {notice}
      <div className="ui-row ui-tight">
        {draft !== undefined && about.length > 0 && (
          <Button variant="default" size="compact-sm" onClick={() => write(undefined)} dir="auto">
            {t('original')}
          </Button>
        )}
        {why !== undefined && (
          <span className="ui-note" dir="auto">
            {t(why)}
          </span>
        )}
        <Button
          disabled={why !== undefined || isPending}
          loading={sending.busy}
          leftSection={<IconSend size={16} aria-hidden />}
          onClick={send}
          dir="auto"
        >
          {t('send', { name: client.name })}
        </Button>
      </div>
    </section>
  );
}

/** Reminders that the client got of these before. */
function Earlier({
  todos,
  followUp,
}: { readonly todos: readonly FollowedTodo[] } & Pick<ReminderFormProps, 'followUp'>) {
  const t = useTranslations('followUp.dialog');
  const format = useFormatter();
  const earlier = todos.flatMap((todo) => {
    const reminder = followUp(todo)?.reminder;
    return reminder ? [{ todo, reminder }] : [];
  });
  if (earlier.length === 0) return null;
  return (
    <ul className="ui-list ui-note">
      {earlier.map(({ todo, reminder: { at, by } }) => (
        <li key={idOf(todo)} dir="auto">
          {t('earlier', {
            todo: todo.description,
            by,
            at: at ? format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short' }) : '–',
          })}
        </li>
      ))}
    </ul>
  );
}

/** The language that was spoken with the client; that of the interface where it is not one of ours. */
function useLanguageOf(todos: readonly FollowedTodo[]): DocumentLanguage {
  const locale = useLocale().slice(0, 2);
  const spoken = todos.map(({ meeting }) => meeting.locale?.slice(0, 2) ?? '').find(isDocumentLanguage);
  return spoken ?? (isDocumentLanguage(locale) ? locale : 'en');
}
