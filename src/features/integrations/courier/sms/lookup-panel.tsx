import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import {
  knownOfNumberOptions,
  lookNumberUp,
  lookupOptions,
  type NumberInfo,
  type NumberLookup,
} from '#src/api/courier/administration/number-info.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { useWrite } from '#src/services/problems/use-write.ts';
import { Facts } from '#src/ui/facts.tsx';
import { Moment } from '#src/ui/moment.tsx';
import { Panel } from '#src/ui/panel.tsx';
import { ConfirmChange } from '../../tab/confirm-change.tsx';
import { TextField } from '../../tab/text-field.tsx';
import { plainPhone } from '../phone-text.ts';

const isDomestic = (number: string) => /^\+1\d{10}$/.test(number);

/** What carriers say of a number: what was found out before is free, asking them costs something. */
export function LookupPanel() {
  const t = useTranslations('courierSms.lookup');
  const [typed, setTyped] = useState('');
  const [invalid, setInvalid] = useState(false);
  const [number, setNumber] = useState<string>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wanted = plainPhone(typed);
    setInvalid(!isDomestic(wanted));
    if (isDomestic(wanted)) setNumber(wanted);
  };
  return (
    <Panel title={t('title')} lead={t('lead')}>
      <form className="ui-stack" onSubmit={submit} noValidate>
        <TextField
          label={t('number')}
          hint={t('hint')}
          type="tel"
          value={typed}
          longest={30}
          error={invalid && t('wrong')}
          onChange={(value) => {
            setTyped(value);
            setInvalid(false);
          }}
        />
        <div>
          <Button type="submit" variant="default">
            {t('show')}
          </Button>
        </div>
      </form>
      {number !== undefined && <Known key={number} number={number} />}
    </Panel>
  );
}

function Known({ number }: { readonly number: string }) {
  const t = useTranslations('courierSms.lookup');
  const { data, isError, error, refetch } = useQuery(knownOfNumberOptions(number));
  const [asking, setAsking] = useState(false);
  const writing = useWrite<NumberLookup, unknown>(lookNumberUp);
  if (!data) {
    if (isError) return <ErrorState error={error} onRetry={() => void refetch()} />;
    return <p role="status">{t('loading')}</p>;
  }
  const [last] = data.toSorted((one, other) => (other.at?.getTime() ?? 0) - (one.at?.getTime() ?? 0));
  return (
    <>
      <div role="status">{last ? <Latest listed={last} /> : <p>{t('nothing', { number })}</p>}</div>
      <div>
        <Button variant="default" onClick={() => setAsking(true)}>
          {t('ask')}
        </Button>
      </div>
      {asking && (
        <ConfirmChange
          title={t('askTitle', { number })}
          confirm={t('ask')}
          harmless
          writing={writing}
          request={() => ({ ...wishNow(), number, known: data.map(({ id }) => id) })}
          onClose={() => setAsking(false)}
        >
          <p>{t('costs')}</p>
        </ConfirmChange>
      )}
    </>
  );
}

function Latest({ listed }: { readonly listed: NumberInfo }) {
  const t = useTranslations('courierSms.lookup');
  const { data } = useQuery({ ...lookupOptions(listed.id), enabled: listed.isPending });
  const { isPending, kind, carrier, error, at } = data ?? listed;
  if (isPending) return <p>{t('pending')}</p>;
  return (
    <Facts
      of={[
        [t('kind'), kind ?? t('unknown')],
        [t('carrier'), carrier ?? t('unknown')],
        error !== undefined && [t('error'), error],
        at !== undefined && [t('at'), <Moment key="at" at={at} />],
      ]}
    />
  );
}
