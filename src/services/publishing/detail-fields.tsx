import { NativeSelect, TextInput } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { dealTypes } from '#contract/claap/shapes.ts';
import type { Attendee } from '#src/api/claritalk/meetings/meetings-parts.ts';
import type { PublishingFacts } from '#src/api/gateway/published/publications.ts';
import { withMarks } from '#src/lib/with-marks.ts';
import { dealOf, type PublishDraft, relationOf } from './publish-draft.ts';

interface DetailFieldsProps {
  readonly draft: PublishDraft;
  readonly attendees: readonly Attendee[];
  readonly folders: PublishingFacts['folders'];
  /** How many notes have a time. */
  readonly notes: number;
  readonly disabled: boolean;
  readonly onChange: (to: Partial<PublishDraft>) => void;
}

const dealNames = {
  attio: 'Attio',
  hubspot: 'HubSpot',
  pipedrive: 'Pipedrive',
  salesforce: 'Salesforce',
} as const;

/** Folder, times, participants, deal and transcript. */
export function DetailFields({ draft, attendees, folders, notes, disabled, onChange }: DetailFieldsProps) {
  const t = useTranslations('publishing');
  const { folder, startedAt, endedAt, without, dealType, dealId } = draft;
  const relation = relationOf(attendees);
  return (
    <>
      {folders.length > 0 && (
        <NativeSelect
          label={t('folder')}
          value={folder}
          disabled={disabled}
          onChange={({ currentTarget: { value } }) => onChange({ folder: value })}
          data={[
            { value: '', label: t('noFolder') },
            ...folders.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      )}
      <div className="ui-row">
        <TextInput
          type="datetime-local"
          label={t('startedAt')}
          value={startedAt}
          disabled={disabled}
          onChange={({ currentTarget: { value } }) => onChange({ startedAt: value })}
        />
        <TextInput
          type="datetime-local"
          label={t('endedAt')}
          value={endedAt}
          disabled={disabled}
          onChange={({ currentTarget: { value } }) => onChange({ endedAt: value })}
        />
      </div>
      {attendees.length > 0 && (
        <fieldset className="ui-stack ui-tight" disabled={disabled}>
          <legend className="ui-strong">{t('participants')}</legend>
          {withMarks(attendees).map(([mark, { name, email }]) => (
            <label key={mark} className="ui-check">
              <input
                type="checkbox"
                checked={!without.includes(mark)}
                onChange={({ currentTarget: { checked } }) =>
                  onChange({ without: checked ? without.filter((one) => one !== mark) : [...without, mark] })
                }
              />
              <span dir="auto">{email === undefined ? name : `${name} (${email})`}</span>
            </label>
          ))}
        </fieldset>
      )}
      <NativeSelect
        label={t('deal')}
        value={dealType}
        disabled={disabled}
        onChange={({ currentTarget: { value } }) => {
          onChange(dealOf(dealTypes.find((known) => known === value) ?? '', draft, attendees));
        }}
        data={[
          { value: '', label: t('noDeal') },
          ...dealTypes.map((value) => ({ value, label: dealNames[value] })),
        ]}
      />
      {dealType !== '' && (
        <TextInput
          label={t('dealId')}
          description={relation === undefined ? undefined : t('dealHint')}
          value={dealId}
          maxLength={255}
          disabled={disabled}
          onChange={({ currentTarget: { value } }) => onChange({ dealId: value })}
          dir="auto"
        />
      )}
      {notes > 0 && (
        <fieldset className="ui-stack ui-tight" disabled={disabled}>
          <legend className="ui-strong">{t('transcript')}</legend>
          {([false, true] as const).map((value) => (
            <label key={String(value)} className="ui-check">
              <input
                type="radio"
                name="publish-transcript"
                checked={draft.notes === value}
                onChange={() => onChange({ notes: value })}
              />
              <span>{value ? t('notes', { count: notes }) : t('noTranscript')}</span>
            </label>
          ))}
        </fieldset>
      )}
    </>
  );
}
