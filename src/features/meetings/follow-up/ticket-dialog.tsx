import '@mantine/core/styles/Input.layer.css';
import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { wholeCharacters } from '#contract/whole-characters.ts';
import { makeTicket, type NewTodoTicket } from '#src/api/chat2desk/todo-requests.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { serverNow } from '#src/lib/clock.ts';
import { paths } from '#src/paths.ts';
import { shownAnyway, useWrite } from '#src/services/problems/use-write.ts';
import { WriteNotice } from '#src/services/problems/write-notice.tsx';
import { FormDialog } from '#src/ui/dialog/form-dialog.tsx';
import type { FollowedTodo } from './followed-todo.ts';

interface TicketDialogProps {
  readonly todo: FollowedTodo;
  readonly seen: number;
  readonly onClose: () => void;
}

const maxSummary = 255;
const maxDescription = 20_000;
const priorities = [1, 2, 3] as const;

/** What a ticket says; everything is filled in from the to-do. */
export function TicketDialog({ todo, seen, onClose }: TicketDialogProps) {
  const t = useTranslations('followUp.ticketDialog');
  const meetings = useTranslations('meetings');
  const format = useFormatter();
  const making = useWrite<NewTodoTicket, unknown>(makeTicket, undefined, shownAnyway);
  const [summary, setSummary] = useState(wholeCharacters(todo.description, maxSummary));
  const [description, setDescription] = useState(() =>
    t('descriptionOf', {
      meeting: todo.meeting.name ?? meetings('untitled'),
      owner: todo.owner ?? t('nobody'),
      link: `${window.location.origin}${paths.meeting(todo.meeting.id)}`,
    }),
  );
  const [priority, setPriority] = useState<(typeof priorities)[number]>(2);
  // Until the end of that day.
  const deadline = todo.due === undefined ? undefined : `${todo.due}T23:59:59Z`;
  const isAhead = deadline !== undefined && Date.parse(deadline) > serverNow();
  const [hasDeadline, setHasDeadline] = useState(isAhead);
  const [isMissing, setMissing] = useState(false);
  const submit = () => {
    const given = { summary: summary.trim(), description: description.trim() };
    setMissing(given.summary === '' || given.description === '');
    if (given.summary === '' || given.description === '') return false;
    return making.run({
      ...given,
      priority,
      deadline: hasDeadline ? deadline : undefined,
      about: { meetings: [{ id: todo.meeting.id, todos: [todo.key] }], seen },
      ...wishNow(),
    });
  };
  return (
    <FormDialog
      title={t('title')}
      submit={t('create')}
      busy={making.busy}
      error={isMissing && t('missing')}
      problem={
        <WriteNotice
          state={making.state}
          texts={{ unknown: t('unknown'), found: t('found'), notDone: t('notCreated') }}
          onCheck={() => making.look()}
        />
      }
      onSubmit={submit}
      onClose={onClose}
    >
      <p dir="auto">{t('lead')}</p>
      <TextInput
        label={t('summary')}
        value={summary}
        maxLength={maxSummary}
        data-autofocus
        onChange={(event) => setSummary(event.currentTarget.value)}
        dir="auto"
      />
      <Textarea
        label={t('description')}
        value={description}
        maxLength={maxDescription}
        rows={4}
        onChange={(event) => setDescription(event.currentTarget.value)}
        dir="auto"
      />
      <NativeSelect
        label={t('priority')}
        value={String(priority)}
        data={priorities.map((value) => ({ value: String(value), label: t(`priorities.${value}`) }))}
        onChange={(event) =>
          setPriority(priorities.find((one) => String(one) === event.currentTarget.value) ?? 2)
        }
      />
      {isAhead && (
        <label className="ui-check">
          <input
            type="checkbox"
            checked={hasDeadline}
            onChange={(event) => setHasDeadline(event.currentTarget.checked)}
          />
          <span dir="auto">
            {t('deadline', {
              date: format.dateTime(new Date(`${todo.due}T00:00:00Z`), {
                dateStyle: 'medium',
                timeZone: 'UTC',
              }),
            })}
          </span>
        </label>
      )}
    </FormDialog>
  );
}
