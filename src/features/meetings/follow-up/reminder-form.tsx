import '@mantine/core/styles/Input.layer.css';
import { Button, Textarea } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { dialogId } from '#contract/gateway/conversation-id.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { conversationOptions } from '#src/api/gateway/conversations.ts';
import type { FollowUp } from '#src/api/gateway/todo-follow-ups.ts';
import {
  type DocumentLanguage,
  documentLanguageNames,
  documentLanguageOf,
  documentLanguages,
} from '#src/i18n/document-languages.ts';
import { plainText, textParts } from '#src/lib/text-parts.ts';
import { shownAnyway, useWrite } from '#src/services/problems/use-write.ts';
import { WriteNotice } from '#src/services/problems/write-notice.tsx';
import { SelectFilter } from '#src/ui/list/select-filter.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { clientLanguage, keepLanguages, lastLanguages } from '../shared/client-language.ts';
import { documentTextsOptions } from '../shared/document-texts.ts';
import { longestBy, type Way, wayKey } from '../shared/reach.ts';
import { type FollowedTodo, idOf, type RecipientTodos } from './followed-todo.ts';
import { keepReminders, readReminders } from './reminder-draft.ts';
import { reminderSubject, reminderText } from './reminder-text.ts';
import { type ReminderToSend, sendReminder } from './send-reminder.ts';

interface ReminderFormProps {
  readonly user: string;
  readonly group: RecipientTodos;
  /** Ids of the to-dos that are chosen at first. */
  readonly chosen: readonly string[];
  readonly followUp: (todo: FollowedTodo) => FollowUp | undefined;
}

/** The one message to a client about their to-dos, as they will get it. */
export function ReminderForm({ user, group, chosen: first, followUp }: ReminderFormProps) {
  const t = useTranslations('followUp.dialog');
  const { recipient, todos } = group;
  const { id, name, ways } = recipient;
  const [wayChosen, setWay] = useState<string>();
  const way = ways.find((one) => wayKey(one) === wayChosen) ?? ways[0];
  const conversation = way?.kind === 'messenger' ? way.conversation : undefined;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(first));
  const spoken = useLanguageOf(todos);
  const [language, setLanguage] = useState(() => clientLanguage(recipient, lastLanguages(user), spoken));
  const [drafts, setDrafts] = useState(() => readReminders(user, id));
  const draft = drafts[language];
  const { data: texts } = useQuery(documentTextsOptions(language));
  // It says who the reader is there: a message has its sender's name.
  const conversationId = conversation?.id ?? dialogId(0);
  const open = useQuery({ ...conversationOptions(conversationId), enabled: conversation !== undefined });
  const isPending = conversation !== undefined && open.isPending;
  const sending = useWrite<ReminderToSend, unknown>(
    sendReminder,
    () => keepReminders(user, id, {}),
    shownAnyway,
  );
  const about = todos.filter((todo) => chosen.has(idOf(todo)));
  const [greeted = name] = recipient.names;
  const suggested = texts ? reminderText(texts, greeted, about) : '';
  const isText = way?.kind === 'text';
  const text = draft ?? (isText ? plainText(suggested) : suggested);
  const subject = texts ? reminderSubject(texts, about) : '';
  const longest = way ? longestBy(way) : 0;
  const { parts, alphabet } = textParts(text);
  const reminders = about.flatMap((todo) => followUp(todo)?.reminder ?? []);
  const isBlocked = reminders.some(({ state }) => state === 'unknown' || state === 'under-way');
  const isSent = sending.state.phase === 'done';

  function write(next: string | undefined) {
    const { [language]: _, ...others } = drafts;
    const all = next === undefined ? others : { ...others, [language]: next };
    setDrafts(all);
    keepReminders(user, id, all);
  }
  const wayName = (one: Way): string =>
    one.kind === 'messenger' ? (one.channel?.name ?? t('ways.messenger')) : t(`ways.${one.kind}`);
  const toggle = (todo: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(todo);
    else next.delete(todo);
    setChosen(next);
  };
  const send = () => {
    const [first] = about;
    if (!first || !way) return;
    const byMeeting = Map.groupBy(about, ({ meeting }) => meeting.id);
    const meetings = [...byMeeting].map(([of, own]) => ({ id: of, todos: own.map(({ key }) => key) }));
    keepLanguages(user, new Map([[id, language]]));
    const seen = Math.max(0, ...reminders.map(({ entry }) => entry));
    const to = { ...wishNow(), text: text.trim(), about: { meetings, seen } };
    const meeting = first.meeting.id;
    if (way.kind === 'email') {
      const { individual } = way;
      return void sending.run({ ...to, way: 'email', meeting, individual, subject, pdf: undefined });
    }
    if (way.kind === 'text') {
      const { account, phone, individual } = way;
      return void sending.run({ ...to, way: 'text', meeting, account, phone, individual });
    }
    if (!conversation || !recipient.client) return;
    const { channel, transport, dialog } = conversation;
    void sending.run({
      ...to,
      way: 'messenger',
      client: recipient.client.id,
      dialog,
      channel: channel?.id,
      transport,
      operator: open.data?.operator,
    });
  };
  const why =
    about.length === 0
      ? 'chooseFirst'
      : isBlocked
        ? 'blocked'
        : text.trim() === ''
          ? 'emptyText'
          : text.length > longest
            ? 'tooLong'
            : undefined;
  const notice = (
    <WriteNotice
      state={sending.state}
      texts={{
        unknown: t('unknown', { name }),
        found: t('found', { name }),
        notDone: t('notSent', { name }),
      }}
      onCheck={() => sending.look()}
    />
  );
  if (isSent) {
    return (
      <div role="status">
        <Notice kind="info">
          <p dir="auto">{t('sent', { name })}</p>
        </Notice>
        {notice}
      </div>
    );
  }
  return (
    <section className="ui-stack" aria-label={t('todos', { name })}>
      <fieldset className="ui-stack ui-tight">
        <legend className="ui-strong" dir="auto">
          {t('todos', { name })}
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
          <div className="ui-row ui-tight">
            {ways.length > 1 && (
              <SelectFilter
                label={t('by')}
                value={way ? wayKey(way) : ''}
                options={ways.map((one) => ({ value: wayKey(one), label: wayName(one) }))}
                onChange={setWay}
              />
            )}
            <SelectFilter
              label={t('language')}
              value={language}
              options={documentLanguages.map((value) => ({ value, label: documentLanguageNames[value] }))}
              onChange={setLanguage}
            />
          </div>
          {ways.length === 1 && way && <p className="ui-note">{t('via', { channel: wayName(way) })}</p>}
          {way?.kind === 'email' && <p dir="auto">{t('subject', { subject })}</p>}
          <Textarea
            label={t('message', { name })}
            description={isText && t('parts', { parts, alphabet: t(alphabet) })}
            value={text}
            autosize
            minRows={6}
            maxLength={isText ? 20_000 : longest}
            onChange={(event) => write(event.currentTarget.value)}
            lang={language}
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
          {t('send', { name })}
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
  const locale = useLocale();
  const spoken = todos.map(({ meeting }) => documentLanguageOf(meeting.locale)).find(Boolean);
  return spoken ?? documentLanguageOf(locale) ?? 'en';
}
