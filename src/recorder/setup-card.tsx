import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconMicrophone } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { meetingTypesOptions } from '#src/api/templates.ts';
import type { CurrentUser } from '#src/api/users.ts';
import { Notice } from '#src/ui/notice.tsx';
import { MicrophoneField } from './microphone-field.tsx';
import type { RecorderState } from './model/state.ts';
import { ProblemNotice } from './problem-notice.tsx';
import classes from './record-page.module.css';
import { recorderStore } from './recorder-store.ts';
import { useMeetingLanguages } from './use-meeting-languages.ts';
import { useDefaultName } from './use-text.ts';

interface SetupCardProps {
  readonly recorder: Extract<RecorderState, { phase: 'idle' | 'preparing' }>;
  readonly user: CurrentUser | undefined;
  readonly userFailed: boolean;
  readonly onUserRetry: () => void;
}

/** What a recording needs to know before it starts: all of it has a sensible default. */
export function SetupCard({ recorder, user, userFailed, onUserRetry }: SetupCardProps) {
  const t = useTranslations('recorder.setup');
  const defaultName = useDefaultName();
  // Undefined until the person types: the default then names the moment of starting.
  const [name, setName] = useState<string>();
  const [shownDefault] = useState(defaultName);
  const [typeId, setTypeId] = useState<string>();
  const [locale, setLocale] = useState<string>();
  const [deviceId, setDeviceId] = useState<string>();
  const types = useQuery(meetingTypesOptions());
  const languages = useMeetingLanguages(user?.locale);
  const preparing = recorder.phase === 'preparing';
  const nameMissing = name !== undefined && name.trim() === '';
  const chosenType = typeId ?? String(types.data?.find(({ isDefault }) => isDefault)?.id ?? '');

  const start = (event: SubmitEvent) => {
    event.preventDefault();
    if (!user || preparing || nameMissing) return;
    void recorderStore.engine?.start({
      name: name?.trim() ?? defaultName(),
      userUuid: user.uuid,
      typeId: chosenType === '' ? null : Number(chosenType),
      locale: locale ?? languages.preferred,
      deviceId,
    });
  };

  return (
    <form className={classes.card} onSubmit={start} aria-labelledby="recorder-setup" noValidate>
      <h2 id="recorder-setup" tabIndex={-1} className={classes.heading}>
        {t('heading')}
      </h2>
      {recorder.phase === 'idle' && recorder.problem && <ProblemNotice problem={recorder.problem} />}
      <div className={classes.fields}>
        <TextInput
          className={classes.wide ?? ''}
          label={t('name')}
          value={name ?? shownDefault}
          onChange={(event) => setName(event.currentTarget.value)}
          error={nameMissing && t('nameMissing')}
          maxLength={255}
          disabled={preparing}
        />
        <NativeSelect
          label={t('type')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          description={types.isError ? t('typeFailed') : t('typeHint')}
          value={chosenType}
          onChange={(event) => setTypeId(event.currentTarget.value)}
          disabled={preparing}
          data={[
            { value: '', label: t('typeNone') },
            ...(types.data ?? []).map((type) => ({ value: String(type.id), label: type.name })),
          ]}
        />
        <NativeSelect
          label={t('language')}
          value={locale ?? languages.preferred}
          onChange={(event) => setLocale(event.currentTarget.value)}
          disabled={preparing}
          data={languages.options}
        />
        {/* While a recording starts, it alone has the microphone: some browsers open it only once. */}
        {!preparing && (
          <MicrophoneField
            deviceId={deviceId}
            onChange={setDeviceId}
            // A start that has just failed at the microphone is told above; failing again would tell it twice.
            automatic={!(recorder.phase === 'idle' && recorder.problem)}
          />
        )}
      </div>
      {userFailed && !user && (
        <Notice kind="danger" action={{ label: t('retryUser'), onClick: onUserRetry }}>
          <p>{t('userFailed')}</p>
        </Notice>
      )}
      <div className={classes.actions}>
        <Button
          type="submit"
          size="lg"
          className={classes.start ?? ''}
          leftSection={<IconMicrophone size={22} aria-hidden />}
          loading={preparing}
          {...(user ? {} : { 'data-disabled': true, 'aria-disabled': true })}
        >
          {preparing ? t('preparing') : t('start')}
        </Button>
        {preparing && (
          <Button variant="subtle" size="lg" onClick={() => recorderStore.engine?.cancelStart()}>
            {t('cancel')}
          </Button>
        )}
        <p className={classes.hint} role="status">
          {preparing ? t('preparingHint') : !user && !userFailed ? t('loadingUser') : ''}
        </p>
      </div>
    </form>
  );
}
