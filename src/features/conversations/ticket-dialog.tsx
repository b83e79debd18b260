import '@mantine/core/styles/Input.layer.css';
import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import {
  createRequestTicket,
  type NewRequestTicket,
  type TicketPriority,
  ticketPriorities,
} from '#src/api/chat2desk/request-tickets.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import type { Named } from '#src/api/gateway/conversations.ts';
import { useRefusalText } from '#src/services/problems/use-refusal-text.ts';
import { shownAnyway, useWrite } from '#src/services/problems/use-write.ts';
import { WriteNotice } from '#src/services/problems/write-notice.tsx';
import { FormDialog } from '#src/ui/dialog/form-dialog.tsx';

interface TicketDialogProps {
  readonly dialog: number;
  readonly request: number;
  readonly operators: readonly Named[];
  readonly onClose: () => void;
}

const maxSummary = 255;
const maxDescription = 20_000;
/** No id of an operator. */
const nobody = '';

/** What a ticket about a request says. */
export function TicketDialog({ dialog, request, operators, onClose }: TicketDialogProps) {
  const t = useTranslations('conversations.tickets');
  const refusalText = useRefusalText();
  const making = useWrite<NewRequestTicket, unknown>(createRequestTicket, undefined, shownAnyway);
  const [summary, setSummary] = useState('');
  const [description, setDescription] = useState('');
  const [priority, setPriority] = useState<TicketPriority>(2);
  const [assignee, setAssignee] = useState(nobody);
  const [isMissing, setMissing] = useState(false);
  const submit = () => {
    const given = { summary: summary.trim(), description: description.trim() };
    const lacks = given.summary === '' || given.description === '';
    setMissing(lacks);
    if (lacks) return false;
    const who = assignee === nobody ? undefined : Number(assignee);
    return making.run({ ...given, dialog, request, priority, assignee: who, ...wishNow() });
  };
  return (
    <FormDialog
      title={t('new')}
      submit={t('create')}
      busy={making.busy}
      error={isMissing && t('missing')}
      problem={
        <WriteNotice
          state={making.state}
          texts={{ unknown: t('unknown'), found: t('found'), notDone: t('notDone') }}
          errorText={refusalText}
          onCheck={() => making.look()}
        />
      }
      onSubmit={submit}
      onClose={onClose}
    >
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
        data={ticketPriorities.map((value) => ({ value: String(value), label: t(`priorities.${value}`) }))}
        onChange={({ currentTarget: { value } }) =>
          setPriority(ticketPriorities.find((one) => String(one) === value) ?? 2)
        }
      />
      <NativeSelect
        label={t('assignee')}
        value={assignee}
        data={[
          { value: nobody, label: t('nobody') },
          ...operators.map(({ id, name }) => ({ value: String(id), label: name })),
        ]}
        onChange={({ currentTarget: { value } }) => setAssignee(value)}
      />
    </FormDialog>
  );
}
