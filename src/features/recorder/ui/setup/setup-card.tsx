import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconMicrophone } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type SubmitEvent, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { meetingTypesOptions } from '#src/api/claritalk/templates.ts';
import type { CurrentUser } from '#src/api/claritalk/users.ts';
import { recorderStore } from '#src/features/recorder/engine/recorder-store.ts';
import { emptyAgendaForm, readAgenda } from '#src/features/recorder/model/agenda-form.ts';
import { consentStatement } from '#src/features/recorder/model/consent-statements.ts';
import type { RecorderState } from '#src/features/recorder/model/state.ts';
import { serverDate } from '#src/lib/clock.ts';
import { Notice } from '#src/ui/notice.tsx';
import classes from '../../record-page.module.css';
import { holdPlace } from '../shared/hold-place.ts';
import { ProblemNotice } from '../shared/problem-notice.tsx';
import { useMeetingLanguages } from '../shared/use-meeting-languages.ts';
import { useDefaultName } from '../shared/use-text.ts';
import { ConsentField } from './consent-field.tsx';
import { LazyPart } from './lazy-part.tsx';
import { MicrophoneField } from './microphone-field.tsx';

const loadAgenda = async () => (await import('./agenda-fields.tsx')).AgendaFields;
const loadConsent = async () => (await import('../consent/consent-ask.tsx')).ConsentAsk;

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
  const [agenda, setAgenda] = useState(emptyAgendaForm);
  // People agree to the words they were shown: in another language the words differ.
  const [agreedIn, setAgreedIn] = useState<string>();
  const [consentMissing, setConsentMissing] = useState(false);
  const consentBox = useRef<HTMLInputElement>(null);
  const [recording] = useState(() => crypto.randomUUID());
  const [asked, setAsked] = useState(false);
  const preparing = recorder.phase === 'preparing';
  const nameMissing = name !== undefined && name.trim() === '';
  const chosenType = typeId ?? String(types.data?.find(({ isDefault }) => isDefault)?.id ?? '');

  const spoken = locale ?? languages.preferred;
  const statement = consentStatement(spoken);
  const agreed = agreedIn === statement.locale;

  const start = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!user || preparing || nameMissing) return;
    setConsentMissing(!agreed);
    if (!agreed) return consentBox.current?.focus();
    holdPlace(event.currentTarget);
    const known = readAgenda(agenda);
    void recorderStore.engine?.start({
      id: recording,
      name: name?.trim() ?? defaultName(),
      userUuid: user.uuid,
      typeId: chosenType === '' ? null : Number(chosenType),
      locale: spoken,
      deviceId,
      consent: {
        userUuid: user.uuid,
        userName: user.name,
        confirmedAt: serverDate().toISOString(),
        locale: statement.locale,
        statementVersion: statement.version,
        ...(asked ? { asked } : {}),
      },
      ...(known && { agenda: known }),
    });
  };

  return (
    <form className={classes.setup} onSubmit={start} aria-labelledby="recorder-setup" noValidate>
      <div className={`ui-card ui-parts ${classes.card}`} data-side="main">
        <h2 id="recorder-setup" tabIndex={-1} className={classes.heading}>
          {t('heading')}
        </h2>
        <div className="ui-pair">
          <TextInput
            className="ui-wide"
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
            onChange={(event) => {
              setTypeId(event.currentTarget.value);
              setAgenda({ ...agenda, themeIds: [] });
            }}
            disabled={preparing}
            data={[
              { value: '', label: t('typeNone') },
              ...(types.data ?? []).map((type) => ({ value: String(type.id), label: type.name })),
            ]}
          />
          <NativeSelect
            label={t('language')}
            value={spoken}
            onChange={(event) => setLocale(event.currentTarget.value)}
            disabled={preparing}
            data={languages.options}
          />
        </div>
        <LazyPart
          heading={t('agenda')}
          load={loadAgenda}
          props={{
            form: agenda,
            onChange: setAgenda,
            typeId: chosenType === '' ? undefined : Number(chosenType),
            locale: spoken,
            onLocale: setLocale,
            disabled: preparing,
          }}
        />
      </div>
      <section
        className={`ui-card ui-parts ${classes.card}`}
        data-side="beside"
        aria-labelledby="recorder-check"
      >
        <h2 id="recorder-check" className={classes.heading}>
          {t('before')}
        </h2>
        {recorder.phase === 'idle' && recorder.problem && <ProblemNotice problem={recorder.problem} />}
        <MicrophoneField
          deviceId={deviceId}
          onChange={setDeviceId}
          // A start that has just failed at the microphone is reported above; failing again would report it twice.
          automatic={!(recorder.phase === 'idle' && recorder.problem)}
          // While a recording starts, it alone has the microphone: some browsers open it only once.
          released={preparing}
        />
        <ConsentField
          ref={consentBox}
          statement={statement}
          agreed={agreed}
          onChange={(agrees) => {
            setAgreedIn(agrees ? statement.locale : undefined);
            setConsentMissing(false);
          }}
          missing={consentMissing && !agreed}
          disabled={preparing}
        />
        <LazyPart
          heading={t('byCode')}
          load={loadConsent}
          props={{ recording, asked, disabled: preparing, onAsked: () => setAsked(true) }}
        />
        {userFailed && !user && (
          <Notice kind="danger" action={{ label: t('retryUser'), onClick: onUserRetry }}>
            <p>{t('userFailed')}</p>
          </Notice>
        )}
        <div className={classes.begin}>
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
        </div>
        <p className={`ui-hint ${classes.hint}`} role="status">
          {!user && !userFailed && t('loadingUser')}
        </p>
      </section>
    </form>
  );
}
