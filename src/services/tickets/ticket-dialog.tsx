import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { serverNow } from '#src/lib/clock.ts';
import type { Write } from '#src/services/problems/use-write.ts';
import type { WriteTexts } from '#src/services/problems/write-notice.tsx';
import { WriteResult } from '#src/services/problems/write-result.tsx';
import { FormDialog, type FormDialogProps } from '#src/ui/dialog/form-dialog.tsx';
import type { Elements } from '#src/ui/elements.ts';
import { problemsOf, type TicketForm } from './ticket-form.ts';
import { type TicketChoices, TicketInputs } from './ticket-inputs.tsx';

interface TicketDialogProps<V> extends Pick<FormDialogProps, 'title' | 'submit' | 'aside' | 'onClose'> {
  /** What is in the fields at first. */
  readonly start: TicketForm;
  readonly choices: TicketChoices;
  readonly writing: Write<V, unknown>;
  /** What is said of a lost response, where that is not that a ticket was created. */
  readonly texts?: WriteTexts;
  /** Returns what is to be sent; `same` where nothing was changed. */
  readonly request: (form: TicketForm, start: TicketForm) => V | 'same';
  /** Before the fields, and after them. */
  readonly lead?: string;
  readonly children?: Elements;
}

/** Asks for what a ticket says, and keeps it until the ticket is known to be there. */
export function TicketDialog<V>(props: TicketDialogProps<V>) {
  const { start: first, writing, choices, request, lead, children, texts, ...dialog } = props;
  const t = useTranslations('tickets');
  // As it was when the dialog was opened: what others change in the meantime stays.
  const [start] = useState(first);
  const [form, setForm] = useState(start);
  const [problems, setProblems] = useState<readonly (keyof TicketForm)[]>([]);
  const edit = (change: Partial<TicketForm>) => {
    setForm({ ...form, ...change });
    setProblems([]);
    writing.clear();
  };
  const submit = () => {
    const found = problemsOf(start, form, serverNow());
    setProblems(found);
    if (found.length > 0) return false;
    const wanted = request(form, start);
    return wanted === 'same' || writing.run(wanted);
  };
  const outcome = texts ?? {
    unknown: t('outcome.unknown'),
    found: t('outcome.found'),
    notDone: t('outcome.notDone'),
  };
  return (
    <FormDialog
      {...dialog}
      busy={writing.busy}
      problem={<WriteResult of={writing} texts={outcome} />}
      onSubmit={submit}
    >
      {lead !== undefined && <p dir="auto">{lead}</p>}
      <TicketInputs form={form} before={start} choices={choices} problems={problems} onEdit={edit} />
      {children}
    </FormDialog>
  );
}
