import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { serverNow } from '#src/lib/clock.ts';
import { type Draft, isEmpty, problemOf } from './import-form.ts';

interface DraftFieldsProps {
  readonly draft: Draft;
  /** Its place among the others, from 1. */
  readonly number: number;
  /** What is wrong is shown. */
  readonly told: boolean;
  readonly onChange: (draft: Draft) => void;
  readonly onRemove: (() => void) | undefined;
}

const longest = 20_000;

/** Asks for a message of the past: when, who wrote it, and what. */
export function DraftFields({ draft, number, told, onChange, onRemove }: DraftFieldsProps) {
  const t = useTranslations('externalChannel.import');
  const problem = told && !isEmpty(draft) ? problemOf(draft, serverNow()) : undefined;
  return (
    <fieldset className="ui-card ui-stack ui-sunken">
      <legend className="ui-strong">{t('message', { number })}</legend>
      <div className="ui-pair">
        <TextInput
          type="datetime-local"
          label={t('at')}
          value={draft.at}
          error={(problem === 'at' || problem === 'future') && t(`problems.${problem}`)}
          onChange={(event) => onChange({ ...draft, at: event.currentTarget.value })}
        />
        <NativeSelect
          label={t('by')}
          value={draft.type}
          data={[
            { value: 'from_client', label: t('fromClient') },
            { value: 'to_client', label: t('toClient') },
          ]}
          onChange={({ currentTarget: { value } }) =>
            onChange({ ...draft, type: value === 'to_client' ? 'to_client' : 'from_client' })
          }
        />
      </div>
      <Textarea
        label={t('text')}
        value={draft.text}
        maxLength={longest}
        autosize
        dir="auto"
        error={problem === 'text' && t('problems.text')}
        onChange={(event) => onChange({ ...draft, text: event.currentTarget.value })}
      />
      {onRemove && (
        <div>
          <Button size="xs" variant="default" aria-label={t('removeOf', { number })} onClick={onRemove}>
            {t('remove')}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
