import '@mantine/core/styles/Input.layer.css';
import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { ticketPriorities, type ticketStates } from '#src/api/chat2desk/tickets.ts';
import type { TicketForm } from './ticket-form.ts';
import { useTicketWords } from './use-ticket-words.ts';

interface Choice {
  readonly value: string;
  readonly label: string;
}

export interface TicketChoices {
  /** States that the company has; none where a new ticket is always to do. */
  readonly states?: readonly (typeof ticketStates)[number][];
  /** Priorities that the company has. */
  readonly priorities?: readonly (typeof ticketPriorities)[number][];
  /** Who can be assigned; none where that is decided at Chat2Desk. */
  readonly assignees?: readonly Choice[];
}

interface TicketInputsProps {
  readonly form: TicketForm;
  readonly before: TicketForm;
  readonly choices: TicketChoices;
  readonly problems: readonly (keyof TicketForm)[];
  readonly onEdit: (change: Partial<TicketForm>) => void;
}

/** In characters: what the ledger keeps of a request, so that a ticket can be found again. */
const longest = { summary: 255, description: 8_000 } as const;

/** The fields of a ticket. */
export function TicketInputs({ form, before, choices, problems, onEdit }: TicketInputsProps) {
  const t = useTranslations('tickets');
  const words = useTicketWords();
  const { states, priorities = ticketPriorities, assignees } = choices;
  return (
    <>
      <TextInput
        label={t('summary')}
        value={form.summary}
        maxLength={longest.summary}
        autoComplete="off"
        dir="auto"
        data-autofocus
        error={problems.includes('summary') && t('summaryMissing')}
        onChange={(event) => onEdit({ summary: event.currentTarget.value })}
      />
      <Textarea
        label={t('description')}
        autosize
        minRows={3}
        maxRows={10}
        value={form.description}
        maxLength={longest.description}
        dir="auto"
        error={problems.includes('description') && t('descriptionMissing')}
        onChange={(event) => onEdit({ description: event.currentTarget.value })}
      />
      <div className="ui-pair">
        {states && (
          <NativeSelect
            label={t('state')}
            value={form.state}
            data={states.map((one) => ({ value: `${one}`, label: words.state(one) }))}
            onChange={({ currentTarget }) => {
              const state = states.find((one) => `${one}` === currentTarget.value);
              if (state) onEdit({ state: `${state}` });
            }}
          />
        )}
        <NativeSelect
          label={t('priority')}
          value={form.priority}
          data={priorities.map((one) => ({ value: `${one}`, label: words.priority(one) }))}
          onChange={({ currentTarget }) => {
            const priority = priorities.find((one) => `${one}` === currentTarget.value);
            if (priority) onEdit({ priority: `${priority}` });
          }}
        />
        {assignees && (
          <NativeSelect
            label={t('assignee')}
            value={form.assignee}
            data={[...(before.assignee === '' ? [{ value: '', label: t('nobody') }] : []), ...assignees]}
            onChange={(event) => onEdit({ assignee: event.currentTarget.value })}
          />
        )}
        <TextInput
          label={t('deadline')}
          type="datetime-local"
          value={form.deadline}
          error={problems.includes('deadline') && t('deadlineWrong')}
          onChange={(event) => onEdit({ deadline: event.currentTarget.value })}
        />
      </div>
    </>
  );
}
