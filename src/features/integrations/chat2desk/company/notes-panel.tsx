import '@mantine/core/styles/Input.layer.css';
import { Button, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { type ChangeOfNotes, saveNotes } from '#src/api/chat2desk/administration/change-company.ts';
import { type Notes, noteNumbers } from '#src/api/chat2desk/administration/company.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { Panel } from '#src/ui/panel.tsx';
import { BeforeAfter } from '../../tab/before-after.tsx';
import { ConfirmChange } from '../../tab/confirm-change.tsx';

/** As long as Chat2Desk is sent. */
const longest = 2000;

/** The three texts that Chat2Desk stores with the company, to change together. */
export function NotesPanel({ notes }: { readonly notes: Notes }) {
  const t = useTranslations('company.notes');
  // What was not touched shows what is true now.
  const [edited, setEdited] = useState<Partial<Notes>>({});
  const [asking, setAsking] = useState(false);
  const [said, setSaid] = useState('');
  const changed = noteNumbers.flatMap((number) => {
    const text = edited[number];
    return text === undefined || text === notes[number] ? [] : [[number, text] as const];
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (changed.length === 0) setSaid(t('unchanged'));
    else setAsking(true);
  };
  return (
    <Panel title={t('title')} lead={t('lead')}>
      <form className="ui-stack" onSubmit={submit}>
        {noteNumbers.map((number) => (
          <Textarea
            key={number}
            label={t('note', { number })}
            autosize
            maxLength={longest}
            dir="auto"
            value={edited[number] ?? notes[number]}
            onChange={({ currentTarget: { value } }) => {
              setEdited({ ...edited, [number]: value });
              setSaid('');
            }}
          />
        ))}
        <div>
          <Button type="submit" variant="default">
            {t('save')}
          </Button>
        </div>
        <p role="status" className="ui-hint" dir="auto">
          {said}
        </p>
      </form>
      {asking && (
        <Save
          notes={notes}
          changed={Object.fromEntries(changed)}
          onSaved={() => {
            setEdited({});
            setSaid(t('saved'));
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </Panel>
  );
}

interface SaveProps {
  readonly notes: Notes;
  readonly changed: Partial<Notes>;
  readonly onSaved: () => void;
  readonly onClose: () => void;
}

function Save({ onSaved, onClose, ...now }: SaveProps) {
  const t = useTranslations('company.notes');
  const writing = useWrite<ChangeOfNotes, unknown>(saveNotes, onSaved);
  // As they were when the dialog opened.
  const [{ notes, changed }] = useState(now);
  return (
    <ConfirmChange
      title={t('confirmTitle')}
      confirm={t('save')}
      harmless
      writing={writing}
      request={() => ({ notes: changed, ...wishNow() })}
      onClose={onClose}
    >
      {noteNumbers.map((number) => {
        const after = changed[number];
        return (
          after !== undefined && (
            <BeforeAfter key={number} of={t('note', { number })} before={notes[number]} after={after} />
          )
        );
      })}
      <p>{t('effect')}</p>
    </ConfirmChange>
  );
}
