import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { dossiersOptions } from '#src/api/claritalk/meetings/dossiers.ts';
import { teamsOptions } from '#src/api/claritalk/teams.ts';
import { themesOptions } from '#src/api/claritalk/templates.ts';
import { type AgendaForm, readMinutes } from '#src/features/recorder/model/agenda-form.ts';
import { Prepared } from '#src/services/conversations/prepared.tsx';
import type { Left } from '#src/services/preflight/finding.ts';
import classes from './agenda.module.css';
import { AttendeeFields } from './attendee-fields.tsx';
import { SetupFindings } from './setup-findings.tsx';

export interface AgendaFieldsProps {
  readonly form: AgendaForm;
  readonly onChange: (form: AgendaForm) => void;
  /** The chosen meeting type, whose themes can be chosen from. */
  readonly typeId: number | undefined;
  /** IETF language tag of what will be spoken. */
  readonly locale: string;
  readonly onLocale: (locale: string) => void;
  readonly disabled: boolean;
}

/** What may be known about a meeting in advance; all of it is optional. */
export function AgendaFields({ form, onChange, typeId, locale, onLocale, disabled }: AgendaFieldsProps) {
  const t = useTranslations('recorder.agenda');
  const dossiers = useQuery(dossiersOptions());
  const teams = useQuery(teamsOptions());
  const allThemes = useQuery(themesOptions());
  const themes = (allThemes.data ?? []).filter((theme) => theme.typeId === typeId);
  const [left, setLeft] = useState<Left>({});
  const checks = { form, onChange, locale, onLocale, left, onLeave: setLeft, disabled };
  const failed = dossiers.isError || teams.isError || allThemes.isError;
  return (
    <div className={`ui-pair ${classes.fields}`}>
      <TextInput
        label={t('expected')}
        description={t('expectedHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        inputMode="numeric"
        value={form.minutes}
        onChange={(event) => onChange({ ...form, minutes: event.currentTarget.value })}
        error={form.minutes.trim() !== '' && readMinutes(form.minutes) === undefined && t('expectedInvalid')}
        disabled={disabled}
      />
      <NativeSelect
        label={t('dossier')}
        value={form.dossierId}
        onChange={(event) => onChange({ ...form, dossierId: event.currentTarget.value })}
        disabled={disabled}
        data={[
          { value: '', label: t('dossierNone') },
          ...(dossiers.data ?? []).map(({ id, name, reference }) => ({
            value: id,
            label: reference === undefined ? name : `${reference} · ${name}`,
          })),
        ]}
      />
      <SetupFindings of={['noDossier', 'lostDossier', 'otherDossier', 'language']} {...checks} />
      <Textarea
        label={t('topics')}
        description={t('onePerLine')}
        inputWrapperOrder={['label', 'input', 'description']}
        autosize
        minRows={3}
        maxRows={12}
        value={form.topics}
        onChange={(event) => onChange({ ...form, topics: event.currentTarget.value })}
        disabled={disabled}
      />
      <AttendeeFields form={form} onChange={onChange} disabled={disabled} />
      <SetupFindings of={['unlinked', 'renamed', 'gone']} {...checks} />
      <Prepared
        dossier={form.dossierId}
        names={form.relations.map(({ name }) => name)}
        emails={[]}
        relations={form.relations.map(({ id }) => String(id))}
      />
      {themes.length > 0 && (
        <Choices
          legend={t('themes')}
          hint={t('themesHint')}
          options={themes.map(({ id, name }) => ({ id: String(id), name }))}
          chosen={form.themeIds}
          onChange={(themeIds) => onChange({ ...form, themeIds })}
          disabled={disabled}
        />
      )}
      {(teams.data ?? []).length > 0 && (
        <Choices
          legend={t('teams')}
          hint={t('teamsHint')}
          options={teams.data ?? []}
          chosen={form.teamIds}
          onChange={(teamIds) => onChange({ ...form, teamIds })}
          disabled={disabled}
        />
      )}
      {failed && <p className="ui-note">{t('failed')}</p>}
    </div>
  );
}

interface ChoicesProps {
  readonly legend: string;
  readonly hint: string;
  readonly options: readonly { readonly id: string; readonly name: string }[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
  readonly disabled: boolean;
}

function Choices({ legend, hint, options, chosen, onChange, disabled }: ChoicesProps) {
  const hintId = useId();
  return (
    <fieldset disabled={disabled} aria-describedby={hintId}>
      <legend dir="auto">{legend}</legend>
      <div className={`ui-scrolls ${classes.options}`}>
        {options.map(({ id, name }) => (
          <label key={id} className="ui-check">
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              onChange={(event) =>
                onChange(
                  event.currentTarget.checked ? [...chosen, id] : chosen.filter((other) => other !== id),
                )
              }
            />
            <span dir="auto">{name}</span>
          </label>
        ))}
      </div>
      <p id={hintId} className="ui-note" dir="auto">
        {hint}
      </p>
    </fieldset>
  );
}
