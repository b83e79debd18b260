import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import type { CourierUser } from '#src/api/courier/administration/users.ts';
import {
  type Amount,
  amountNames,
  amountsOptions,
  type Purge,
  purge,
} from '#src/api/courier/technical/purge.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { Facts } from '#src/ui/facts.tsx';
import { Panel } from '#src/ui/panel.tsx';
import { CheckField } from '../../tab/check-field.tsx';
import { DeleteDialog } from '../../tab/delete-dialog.tsx';
import { Said } from '../../tab/said.tsx';
import { PersonPicker } from '../person-picker.tsx';

/** Deletes everything that Courier stores about someone, which takes two admins. */
export function PurgePanel() {
  const t = useTranslations('courierDiagnosis.purge');
  const [person, setPerson] = useState<CourierUser>();
  const [said, setSaid] = useState('');
  const individual = person?.individual;
  return (
    <Panel title={t('title')} lead={t('lead')}>
      <PersonPicker
        label={t('person')}
        value={person}
        onChange={(user) => {
          setPerson(user);
          setSaid('');
        }}
      />
      {person && individual !== undefined && (
        <Purging
          key={individual}
          name={person.name}
          individual={individual}
          onDone={() => {
            setSaid(t('done', { name: person.name }));
            setPerson(undefined);
          }}
        />
      )}
      <Said text={said} />
    </Panel>
  );
}

interface PurgingProps {
  readonly name: string;
  readonly individual: string;
  readonly onDone: () => void;
}

function Purging({ name, individual, onDone }: PurgingProps) {
  const t = useTranslations('courierDiagnosis.purge');
  const { data, isPending } = useQuery(amountsOptions(individual));
  const writing = useWrite<Purge, unknown>(purge, onDone);
  const [archive, setArchive] = useState(false);
  const [asking, setAsking] = useState(false);
  const amount = (of: Amount | undefined) =>
    of ? t(of.more ? 'atLeast' : 'exactly', { count: of.count }) : t(isPending ? 'counting' : 'unknown');
  const facts = amountNames.map((one) => [t(`amounts.${one}`), amount(data?.[one])] as const);
  return (
    <>
      <Facts of={facts} />
      <p className="ui-note">{t('alsoRest')}</p>
      <CheckField label={t('archive')} checked={archive} onChange={setArchive} />
      <div>
        <Button variant="default" color="red" loading={isPending} onClick={() => setAsking(true)}>
          {t('button')}
        </Button>
      </div>
      {asking && (
        <DeleteDialog
          title={t('dialogTitle', { name })}
          name={name}
          writing={writing}
          request={() => ({ ...wishNow(), individual, archive })}
          onClose={() => setAsking(false)}
        >
          <p>{t('body')}</p>
          <Facts of={facts} />
          <p>{t('two')}</p>
        </DeleteDialog>
      )}
    </>
  );
}
