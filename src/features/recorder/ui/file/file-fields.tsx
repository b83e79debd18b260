import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { meetingTypesOptions } from '#src/api/claritalk/templates.ts';
import type { CurrentUser } from '#src/api/claritalk/users.ts';
import { meetingNameOf, probableStart } from '#src/features/recorder/model/imported-file.ts';
import { serverNow } from '#src/lib/clock.ts';
import { toLocalField } from '#src/lib/time/local-time.ts';
import page from '../../record-page.module.css';
import { useMeetingLanguages } from '../shared/use-meeting-languages.ts';

/** What the person enters about the meeting in a file. */
export interface FileMeeting {
  readonly name: string;
  readonly typeId: number | null;
  readonly locale: string;
  /** ISO 8601. */
  readonly startedAt: string;
}

interface FileFieldsProps {
  readonly file: File;
  /** Of what is said in a sample. */
  readonly language: string | undefined;
  readonly durationMs: number;
  readonly user: CurrentUser;
  readonly busy: boolean;
  readonly onCancel: () => void;
  readonly onSubmit: (meeting: FileMeeting) => void;
}

/** Name, type, language and time of the meeting in a file, all with an editable default. */
export function FileFields({ file, language, durationMs, user, busy, onCancel, onSubmit }: FileFieldsProps) {
  const t = useTranslations('recorder.file');
  const setup = useTranslations('recorder.setup');
  const types = useQuery(meetingTypesOptions());
  const languages = useMeetingLanguages(user.locale);
  const [name, setName] = useState(() => meetingNameOf(file.name));
  const [typeId, setTypeId] = useState<string>();
  const [locale, setLocale] = useState(language);
  const [when, setWhen] = useState(() => toLocalField(probableStart(file.lastModified, durationMs)));
  const [checked, setChecked] = useState(false);
  // Without a type nothing is asked, and a sample would show little.
  const usual = types.data?.find(({ isDefault }) => isDefault) ?? (language && types.data?.[0]);
  const chosenType = typeId ?? String(usual ? usual.id : '');
  const startedAt = Date.parse(when);
  const nameMissing = name.trim() === '';
  const whenMissing = Number.isNaN(startedAt) || startedAt > serverNow();

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecked(true);
    if (busy || nameMissing || whenMissing) return;
    onSubmit({
      name: name.trim(),
      typeId: chosenType === '' ? null : Number(chosenType),
      locale: locale ?? languages.preferred,
      startedAt: new Date(startedAt).toISOString(),
    });
  };
  return (
    <form className="ui-parts" onSubmit={submit} aria-label={t('heading')} noValidate>
      <div className="ui-pair">
        <TextInput
          className="ui-wide"
          label={setup('name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={checked && nameMissing && setup('nameMissing')}
          maxLength={255}
          disabled={busy}
        />
        <NativeSelect
          label={setup('type')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          description={types.isError ? setup('typeFailed') : setup('typeHint')}
          value={chosenType}
          onChange={(event) => setTypeId(event.currentTarget.value)}
          disabled={busy}
          data={[
            { value: '', label: setup('typeNone') },
            ...(types.data ?? []).map((type) => ({ value: String(type.id), label: type.name })),
          ]}
        />
        <NativeSelect
          label={setup('language')}
          value={locale ?? languages.preferred}
          onChange={(event) => setLocale(event.currentTarget.value)}
          disabled={busy}
          data={languages.options}
        />
        <TextInput
          type="datetime-local"
          label={t('when')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          description={t('whenHint')}
          value={when}
          onChange={(event) => setWhen(event.currentTarget.value)}
          error={checked && whenMissing && t('whenMissing')}
          disabled={busy}
        />
      </div>
      {!busy && (
        <div className={`ui-row ${page.actions}`}>
          <Button type="submit" leftSection={<IconUpload size={18} aria-hidden />}>
            {t('upload')}
          </Button>
          <Button variant="subtle" onClick={onCancel}>
            {setup('cancel')}
          </Button>
        </div>
      )}
    </form>
  );
}
