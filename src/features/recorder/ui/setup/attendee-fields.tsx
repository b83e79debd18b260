import { ActionIcon, Textarea } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import type { AgendaForm } from '#src/features/recorder/model/agenda-form.ts';
import { RelationPickerButton } from '#src/services/relations/relation-picker-button.tsx';
import classes from './agenda.module.css';

interface AttendeeFieldsProps {
  readonly form: AgendaForm;
  readonly onChange: (form: AgendaForm) => void;
  readonly disabled: boolean;
}

/** Who is expected: names as typed, and relations of a connected system, which keep their id. */
export function AttendeeFields({ form, onChange, disabled }: AttendeeFieldsProps) {
  const t = useTranslations('recorder.agenda');
  const { relations } = form;
  return (
    <div className={`ui-stack ui-tight ${classes.attendees}`}>
      <Textarea
        label={t('attendees')}
        description={t('onePerLine')}
        inputWrapperOrder={['label', 'input', 'description']}
        autosize
        minRows={3}
        maxRows={12}
        value={form.attendees}
        onChange={(event) => onChange({ ...form, attendees: event.currentTarget.value })}
        disabled={disabled}
      />
      {relations.length > 0 && (
        <ul className={`ui-list ui-row ${classes.relations}`} aria-label={t('relations')}>
          {relations.map(({ id, name }) => (
            <li key={id}>
              <span dir="auto">{name}</span>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('removeRelation', { name })}
                disabled={disabled}
                onClick={() => onChange({ ...form, relations: relations.filter((other) => other.id !== id) })}
              >
                <IconX size={15} aria-hidden />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      <div>
        <RelationPickerButton
          label={t('fromRelations')}
          disabled={disabled}
          chosen={relations.map(({ id }) => String(id))}
          onChoose={({ id, label }) => onChange({ ...form, relations: [...relations, { id, name: label }] })}
        />
      </div>
    </div>
  );
}
