import type { Elements } from '#src/ui/elements.ts';
import '@mantine/core/styles/Input.layer.css';
import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useRef } from 'react';
import { flushSync } from 'react-dom';
import { useLocale, useTranslations } from 'use-intl';
import { dossiersOptions } from '#src/api/claritalk/meetings/dossiers.ts';
import { teamsOptions } from '#src/api/claritalk/teams.ts';
import { meetingTypesOptions, themesOptions } from '#src/api/claritalk/templates.ts';
import { languageName } from '#src/lib/language-name.ts';
import { LeaveDialog } from './leave-dialog.tsx';
import classes from './meeting-form.module.css';
import type { FormField } from './meeting-form.ts';
import { AttendeeRows, TopicRows } from './meeting-form-rows.tsx';
import type { MeetingFormState } from './use-meeting-form.ts';

interface MeetingFormProps {
  readonly state: MeetingFormState;
  /** Whether the themes may be chosen: their questions are copied again when they change. */
  readonly themesHint: string | undefined;
  readonly submitLabel: string;
  readonly saving: boolean;
  /** Shown above the buttons: why saving failed, what someone else changed. */
  readonly problem: Elements;
  /** What is known of those whom the meeting is with. */
  readonly prepared?: Elements;
  readonly onSubmit: () => void;
  readonly onCancel: () => void;
}

const languages = ['en', 'nl', 'fr', 'de'];

/** All editable fields of a meeting. */
export function MeetingFormView(props: MeetingFormProps) {
  const { state, themesHint, submitLabel, saving, problem, prepared, onSubmit, onCancel } = props;
  const t = useTranslations('meetingForm');
  const locale = useLocale();
  const element = useRef<HTMLFormElement>(null);
  const { form, problems, set } = state;
  const { data: types } = useQuery(meetingTypesOptions());
  const { data: dossiers } = useQuery(dossiersOptions());
  const errorOf = (field: FormField) => {
    const found = problems[field];
    return found && t(`problems.${found}`);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // Rendered at once: the fields with a problem are found by their marks.
    if (flushSync(() => state.check())) onSubmit();
    else element.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid] input')?.focus();
  };
  const offered = [...new Set([...languages, ...(form.locale ? [form.locale] : [])])];
  return (
    <>
      <form
        ref={element}
        className={`ui-card ui-parts ui-narrow ui-breaks ${classes.form}`}
        noValidate
        onSubmit={submit}
      >
        <TextInput
          label={t('name')}
          required
          maxLength={300}
          value={form.name}
          error={errorOf('name')}
          onChange={(event) => set('name', event.currentTarget.value)}
        />
        <div className="ui-pair">
          <Select
            label={t('type')}
            value={form.typeId}
            onChange={(value) => {
              set('typeId', value);
              set('themeIds', []);
            }}
            options={[
              ...(form.typeId === '' ? [{ value: '', label: t('typeDefault') }] : []),
              ...(types ?? []).map(({ id, name }) => ({ value: String(id), label: name })),
            ]}
          />
          <Select
            label={t('locale')}
            value={form.locale}
            error={errorOf('locale')}
            onChange={(value) => set('locale', value)}
            options={[
              ...(form.locale === '' ? [{ value: '', label: t('localeOwn') }] : []),
              ...offered.map((tag) => ({ value: tag, label: languageName(tag, locale) })),
            ]}
          />
        </div>
        <ThemeChoice state={state} hint={themesHint} />
        <AttendeeRows
          rows={form.attendees}
          error={errorOf('attendees')}
          onChange={(rows) => set('attendees', rows)}
        />
        <TopicRows rows={form.topics} error={errorOf('topics')} onChange={(rows) => set('topics', rows)} />
        <div className="ui-pair">
          <Select
            label={t('dossier')}
            value={form.dossierId}
            onChange={(value) => set('dossierId', value)}
            options={[
              { value: '', label: t('dossierNone') },
              ...(dossiers ?? []).map(({ id, name, reference }) => ({
                value: id,
                label: reference ? `${name} (${reference})` : name,
              })),
              ...(form.dossierId !== '' && !dossiers?.some(({ id }) => id === form.dossierId)
                ? [{ value: form.dossierId, label: t('dossierHidden') }]
                : []),
            ]}
          />
          <TextInput
            label={t('duration')}
            inputMode="decimal"
            value={form.duration}
            error={errorOf('duration')}
            onChange={(event) => set('duration', event.currentTarget.value)}
          />
        </div>
        {prepared}
        <TeamChoice state={state} />
        <Select
          label={t('allowRecording')}
          value={form.allowRecording}
          onChange={(value) => set('allowRecording', value === 'yes' || value === 'no' ? value : '')}
          options={[
            ...(form.allowRecording === '' ? [{ value: '', label: t('allowUnset') }] : []),
            { value: 'yes', label: t('allowYes') },
            { value: 'no', label: t('allowNo') },
          ]}
        />
        <details className={classes.more} open={problems.metadata !== undefined || undefined}>
          <summary>{t('metadata')}</summary>
          <Textarea
            label={t('metadataLabel')}
            description={t('metadataHint')}
            rows={8}
            spellCheck={false}
            classNames={{ input: 'ui-code' }}
            // Code, whatever it holds.
            attributes={{ input: { dir: 'ltr' } }}
            value={form.metadata}
            error={errorOf('metadata')}
            onChange={(event) => set('metadata', event.currentTarget.value)}
          />
        </details>
        {problem}
        <div className={`ui-row ui-tight ${classes.actions}`}>
          <Button variant="default" onClick={onCancel}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={saving} dir="auto">
            {submitLabel}
          </Button>
        </div>
      </form>
      {state.leaving.asked && (
        <LeaveDialog onStay={state.leaving.stay} onLeave={state.leaving.leave} onDiscard={state.finish} />
      )}
    </>
  );
}

interface SelectProps {
  readonly label: string;
  readonly value: string;
  readonly error?: string | undefined;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
}

function Select({ label, value, error, options, onChange }: SelectProps) {
  return (
    <NativeSelect
      label={label}
      value={value}
      error={error}
      data={[...options]}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

interface ThemeChoiceProps {
  readonly state: MeetingFormState;
  readonly hint: string | undefined;
}

/** Which themes' questions are asked; none chosen means all of the type. */
function ThemeChoice({ state, hint }: ThemeChoiceProps) {
  const t = useTranslations('meetingForm');
  const { data: themes } = useQuery(themesOptions());
  const { form, set } = state;
  const ofType = (themes ?? []).filter(({ typeId }) => form.typeId === '' || String(typeId) === form.typeId);
  if (ofType.length === 0) return null;
  return (
    <Choices
      label={t('themes')}
      hint={state.changed.includes('themeIds') && hint ? hint : t('themesAll')}
      options={ofType.map(({ id, name }) => ({ value: String(id), label: name }))}
      chosen={form.themeIds}
      onChange={(ids) => set('themeIds', ids)}
    />
  );
}

function TeamChoice({ state }: { readonly state: MeetingFormState }) {
  const t = useTranslations('meetingForm');
  const { data: teams } = useQuery(teamsOptions());
  const { form, set } = state;
  if (!teams || teams.length === 0) return null;
  return (
    <Choices
      label={t('teams')}
      hint={t('teamsHint')}
      options={teams.map(({ id, name }) => ({ value: id, label: name }))}
      chosen={form.teamIds}
      onChange={(ids) => set('teamIds', ids)}
    />
  );
}

interface ChoicesProps {
  readonly label: string;
  readonly hint: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

function Choices({ label, hint, options, chosen, onChange }: ChoicesProps) {
  return (
    <fieldset>
      <legend dir="auto">{label}</legend>
      <p className={`ui-note ${classes.hint}`} dir="auto">
        {hint}
      </p>
      <div className="ui-row">
        {options.map((option) => (
          <label key={option.value} className="ui-check">
            <input
              type="checkbox"
              checked={chosen.includes(option.value)}
              onChange={(event) =>
                onChange(
                  event.currentTarget.checked
                    ? [...chosen, option.value]
                    : chosen.filter((other) => other !== option.value),
                )
              }
            />
            <span dir="auto">{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
