import '@mantine/core/styles/Input.layer.css';
import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import type { CourierUser } from '#src/api/courier/administration/users.ts';
import { beginSniffer, type NewSniffer } from '#src/api/courier/technical/sniffers.ts';
import { serverNow } from '#src/lib/clock.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { ChangeDialog } from '../../tab/change-dialog.tsx';
import { PersonPicker } from '../person-picker.tsx';
import { ReasonField } from './reason-field.tsx';

const lengths = [5, 15, 30, 60] as const;
/** What it takes to arrive: the gateway refuses an end that is later than in an hour. */
const travelMs = 5_000;

/** Asks who is observed, why, and for how long. */
export function ObserveDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslations('courierDiagnosis.observing');
  const writing = useWrite<NewSniffer, unknown>(beginSniffer);
  const [person, setPerson] = useState<CourierUser>();
  const [minutes, setMinutes] = useState('15');
  const [reason, setReason] = useState('');
  const [told, setTold] = useState(false);
  const edited = () => {
    setTold(false);
    writing.clear();
  };
  const request = (): NewSniffer | undefined => {
    const isMissing = person === undefined || reason.trim() === '';
    setTold(isMissing);
    if (isMissing) return undefined;
    const until = new Date(serverNow() + Number(minutes) * 60_000 - travelMs);
    return { ...wishNow(), user: person.id, reason: reason.trim(), until };
  };
  return (
    <ChangeDialog
      title={t('begin')}
      submit={t('observe')}
      writing={writing}
      request={request}
      onClose={onClose}
    >
      <p>{t('warning')}</p>
      <PersonPicker
        label={t('search')}
        value={person}
        onChange={(user) => {
          setPerson(user);
          edited();
        }}
      />
      {told && person === undefined && (
        <p role="alert" className="ui-problem">
          {t('personMissing')}
        </p>
      )}
      <ReasonField
        value={reason}
        missing={told && reason.trim() === ''}
        onChange={(given) => {
          setReason(given);
          edited();
        }}
      />
      <NativeSelect
        label={t('length')}
        value={minutes}
        data={lengths.map((count) => ({ value: String(count), label: t('minutes', { count }) }))}
        onChange={({ currentTarget: { value } }) => {
          setMinutes(value);
          edited();
        }}
      />
    </ChangeDialog>
  );
}
