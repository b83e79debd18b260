import '@mantine/core/styles/Input.layer.css';
import { Button, TextInput } from '@mantine/core';
import { IconPhone } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { type PhoneCall, reportCall } from '#src/api/calls.ts';
import { ApiError } from '#src/api/errors.ts';
import type { CurrentUser } from '#src/api/users.ts';
import { paths } from '#src/app/paths.ts';
import { useErrorText } from '#src/ui/error-text.ts';
import { Notice } from '#src/ui/notice.tsx';
import { SendDialog } from '#src/ui/send-dialog.tsx';
import classes from './integrations.module.css';
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
  { field: 'email', type: 'email', label: 'Email' },
  { field: 'url', type: 'url', label: 'RecordingUrl' },
];

/** Reports a call to the sandbox as a telephone system would. */
export function CallTest({ tenantUuid, self }: CallTestProps) {
  const t = useTranslations('calls.test');
  const queryClient = useQueryClient();
  const [form, setForm] = useState<CallForm>(() => exampleCall(new Date(), self.email));
  const [problems, setProblems] = useState<readonly CallField[]>([]);
  const [asked, setAsked] = useState<PhoneCall>();
  const sent = useMutation({
    mutationFn: (wanted: PhoneCall) => reportCall(queryClient, tenantUuid, wanted),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = problemsOf(form);
    setProblems(found);
    if (found.length === 0 && !sent.isPending) setAsked(callOf(form));
  };
  return (
    <section className={classes.panel} aria-labelledby="calls-test">
      <h2 id="calls-test">{t('title')}</h2>
      <p className={classes.hint}>{t('lead')}</p>
      <form className={classes.callForm} onSubmit={submit} noValidate>
        {inputs.map(({ field, type, label }) => (
          <TextInput
            key={field}
            type={type}
            label={label}
            value={form[field]}
            error={problems.includes(field) && t(`problems.${field}`)}
            onChange={(event) => {
              setForm({ ...form, [field]: event.currentTarget.value });
              setProblems(problems.filter((other) => other !== field));
            }}
          />
        ))}
        <div>
          <Button
            type="submit"
            variant="default"
            leftSection={<IconPhone size={17} aria-hidden />}
            loading={sent.isPending}
          >
            {t('button')}
          </Button>
        </div>
      </form>
      <div role="status" className={classes.outcome}>
        {sent.isSuccess && <Taken phoneCall={sent.variables} self={self} />}
        {sent.isError && <Refused error={sent.error} />}
      </div>
      {asked && (
        <SendDialog
          title={t('button')}
          onBehalfOf={t('telephone')}
          target={`POST /api/integrations/${tenantUuid}/3cx`}
          payload={asked}
          confirmLabel={t('confirm')}
          onConfirm={() => sent.mutate(asked)}
          onClose={() => setAsked(undefined)}
        >
          <p>{t('body')}</p>
        </SendDialog>
      )}
    </section>
  );
}

/** Claritalk does not say which meeting it makes of a call: the day's list has it. */
function Taken({ phoneCall, self }: { readonly phoneCall: PhoneCall; readonly self: CurrentUser }) {
  const t = useTranslations('calls.test');
  const own = phoneCall.Email.toLowerCase() === self.email.toLowerCase();
  const day = new Date(phoneCall.StartTime).toLocaleDateString('sv');
  return (
    <Notice kind="info" title={t('taken')}>
      <p>
        {own ? t('own') : t('other', { email: phoneCall.Email })}{' '}
        {own && <Link to={paths.meetings(`?from=${day}&until=${day}`)}>{t('open')}</Link>}
      </p>
    </Notice>
  );
}

function Refused({ error }: { readonly error: unknown }) {
  const t = useTranslations('calls.test');
  const errors = useTranslations('errors');
  const errorText = useErrorText();
  const said = error instanceof ApiError ? error.serverMessage : undefined;
  return (
    <Notice kind="danger" title={t('refused')}>
      <p>
        {errorText(error)} {said !== undefined && errors('detail', { message: said })}
      </p>
    </Notice>
  );
}
