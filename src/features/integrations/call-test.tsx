import { serverDate } from '#src/lib/clock.ts';
import '@mantine/core/styles/Input.layer.css';
import { Button, TextInput } from '@mantine/core';
import { IconPhone } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { sameEmail } from '#contract/email.ts';
import {
  type CallReport,
  meetingsOf,
  type PhoneCall,
  reportCall,
} from '#src/api/claritalk/meetings/calls.ts';
import type { CurrentUser } from '#src/api/claritalk/users.ts';
import { certainOf } from '#src/api/client/certain.ts';
import { ApiError } from '#src/api/client/errors.ts';
import { paths } from '#src/paths.ts';
import { useErrorText } from '#src/services/problems/error-text.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { WriteNotice } from '#src/services/problems/write-notice.tsx';
import { SendDialog } from '#src/ui/dialog/send-dialog.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { Panel } from '#src/ui/panel.tsx';
import { type CallField, type CallForm, callOf, exampleCall, problemsOf } from './model/call-form.ts';

interface CallTestProps {
  readonly tenantUuid: string;
  readonly self: CurrentUser;
}

const inputs: readonly {
  readonly field: CallField;
  readonly type: string;
  readonly label: keyof PhoneCall;
}[] = [
  { field: 'start', type: 'datetime-local', label: 'StartTime' },
  { field: 'end', type: 'datetime-local', label: 'EndTime' },
  { field: 'from', type: 'tel', label: 'FromCallerNumber' },
  { field: 'to', type: 'tel', label: 'ToCallerNumber' },
  { field: 'email', type: 'text', label: 'Email' },
  { field: 'url', type: 'url', label: 'RecordingUrl' },
];

/** Reports a call to the sandbox as a telephone system would. */
export function CallTest({ tenantUuid, self }: CallTestProps) {
  const t = useTranslations('threeCx.test');
  const [form, setForm] = useState<CallForm>(() => exampleCall(serverDate(), self.email));
  const [problems, setProblems] = useState<readonly CallField[]>([]);
  const [asked, setAsked] = useState<PhoneCall>();
  const sending = useWrite<CallReport, unknown>((queryClient, report, watch) =>
    reportCall(queryClient, tenantUuid, report, watch),
  );
  // What already exists does not result from what is sent now.
  const preparing = useWrite<PhoneCall, CallReport>(
    (_queryClient, phoneCall) => certainOf(reportOf(phoneCall, self)),
    (report) => void sending.run(report),
  );
  const { state } = sending;
  const busy = preparing.busy || sending.busy;
  // Until the outcome of the last one is known, another one may be the second.
  const maybeSecond = state.phase === 'unknown';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = problemsOf(form);
    setProblems(found);
    if (found.length === 0 && !busy) setAsked(callOf(form));
  };
  return (
    <Panel title={t('title')} lead={t('lead')}>
      <form className="ui-pair" onSubmit={submit} noValidate>
        {inputs.map(({ field, type, label }) => (
          <TextInput
            key={field}
            type={type}
            inputMode={field === 'email' ? 'email' : undefined}
            label={label}
            value={form[field]}
            error={problems.includes(field) && t(`problems.${field}`)}
            onChange={(event) => {
              setForm({ ...form, [field]: event.currentTarget.value });
              setProblems(problems.filter((other) => other !== field));
            }}
          />
        ))}
        <div className="ui-wide">
          <Button
            type="submit"
            variant="default"
            leftSection={<IconPhone size={17} aria-hidden />}
            loading={busy}
          >
            {t('button')}
          </Button>
        </div>
      </form>
      <div role="status">
        {state.phase === 'done' && <Taken phoneCall={state.of.phoneCall} self={self} />}
        {state.phase === 'refused' && <Refused error={state.error} />}
      </div>
      {(state.phase === 'looking' || state.phase === 'unknown') && (
        <WriteNotice
          state={state}
          texts={{ unknown: t('unknown'), found: '', notDone: '' }}
          onCheck={() => sending.look()}
        />
      )}
      {asked && (
        <SendDialog
          title={t('button')}
          onBehalfOf={t('telephone')}
          target={`POST /api/integrations/${tenantUuid}/3cx`}
          payload={asked}
          confirmLabel={t('confirm')}
          onConfirm={() => void preparing.run(asked)}
          onClose={() => setAsked(undefined)}
        >
          <p>{t('body')}</p>
          {maybeSecond && (
            <Notice kind="warning">
              <p>{t('second')}</p>
            </Notice>
          )}
        </SendDialog>
      )}
    </Panel>
  );
}

async function reportOf(phoneCall: PhoneCall, self: CurrentUser): Promise<CallReport> {
  const own = sameEmail(phoneCall.Email, self.email);
  return { phoneCall, known: own ? await meetingsOf(phoneCall).catch(() => undefined) : undefined };
}

/** Claritalk does not say which meeting it makes of a call: the day's list has it. */
function Taken({ phoneCall, self }: { readonly phoneCall: PhoneCall; readonly self: CurrentUser }) {
  const t = useTranslations('threeCx.test');
  const own = sameEmail(phoneCall.Email, self.email);
  const day = new Date(phoneCall.StartTime).toLocaleDateString('sv');
  return (
    <Notice kind="info" title={t('taken')}>
      <p>
        <span>{`${own ? t('own') : t('other', { email: phoneCall.Email })} `}</span>
        {own && <Link to={paths.meetings(`?from=${day}&until=${day}`)}>{t('open')}</Link>}
      </p>
    </Notice>
  );
}

function Refused({ error }: { readonly error: unknown }) {
  const t = useTranslations('threeCx.test');
  const errors = useTranslations('errors');
  const errorText = useErrorText();
  const said = error instanceof ApiError ? error.serverMessage : undefined;
  return (
    <Notice kind="danger" title={t('refused')}>
      <p>
        <span>{errorText(error)}</span>
        {said !== undefined && <span>{` ${errors('detail', { message: said })}`}</span>}
      </p>
    </Notice>
  );
}
