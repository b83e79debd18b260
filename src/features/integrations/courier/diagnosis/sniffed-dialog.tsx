import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { certainOf } from '#src/api/client/certain.ts';
import {
  readSniffed,
  type Sniffed,
  type SniffedLog,
  shownSniffed,
} from '#src/api/courier/technical/sniffers.ts';
import { useRefusalText } from '#src/services/problems/use-refusal-text.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { FormDialog } from '#src/ui/dialog/form-dialog.tsx';
import { Table } from '#src/ui/list/table.tsx';
import { Moment } from '#src/ui/moment.tsx';
import { Raw } from '#src/ui/raw.tsx';
import { ReasonField } from './reason-field.tsx';

interface SniffedDialogProps {
  readonly id: string;
  /** Of who is observed. */
  readonly name: string;
  readonly onClose: () => void;
}

/** What someone did while they were observed; whoever reads it says why, each time. */
export function SniffedDialog({ id, name, onClose }: SniffedDialogProps) {
  const t = useTranslations('courierDiagnosis.observing');
  const refusalText = useRefusalText();
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const reading = useWrite<string, SniffedLog>((_queryClient, why, { signal }) =>
    certainOf(readSniffed(id, why, signal)),
  );
  const { state } = reading;
  const entries = state.phase === 'done' ? state.value.entries : undefined;
  const show = () => {
    setMissing(reason.trim() === '');
    if (reason.trim() !== '') void reading.run(reason.trim());
    return false;
  };
  return (
    <FormDialog
      title={t('log', { name })}
      submit={t(entries ? 'refresh' : 'show')}
      cancel={t('close')}
      busy={reading.busy}
      error={state.phase === 'refused' ? refusalText(state.error) : undefined}
      onSubmit={show}
      onClose={onClose}
    >
      <ReasonField
        value={reason}
        missing={missing}
        onChange={(given) => {
          setReason(given);
          setMissing(false);
        }}
      />
      <div role="status">{entries && <p className="ui-hint">{t('count', { count: entries.length })}</p>}</div>
      {entries && entries.length > 0 && (
        <Table<Sniffed, string>
          label={t('log', { name })}
          columns={[
            {
              id: 'request',
              title: t('request'),
              cell: (one) => <code dir="ltr">{`${one.method} ${one.path}`}</code>,
            },
            { id: 'status', title: t('status'), width: 6, cell: ({ status }) => status ?? '–' },
            { id: 'at', title: t('at'), width: 10, cell: ({ at }) => <Moment at={at} /> },
          ]}
          rows={entries}
          keyOf={(one) => one.id}
          detail={({ sent, answered }) =>
            (sent ?? answered) !== undefined && <Raw text={[sent, answered].filter(Boolean).join('\n\n')} />
          }
          plain
          cards
        />
      )}
      {entries?.length === shownSniffed && <p className="ui-note">{t('newest', { count: shownSniffed })}</p>}
    </FormDialog>
  );
}
