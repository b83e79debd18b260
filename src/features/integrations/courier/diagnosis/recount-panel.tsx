import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import type { CourierUser } from '#src/api/courier/administration/users.ts';
import { type Recount, recountUnread } from '#src/api/courier/technical/replicators.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { Panel } from '#src/ui/panel.tsx';
import { Outcome } from '../../tab/outcome.tsx';
import { Said } from '../../tab/said.tsx';
import { PersonPicker } from '../person-picker.tsx';

/** Has Courier count again what someone has not read. */
export function RecountPanel() {
  const t = useTranslations('courierDiagnosis.recount');
  const [person, setPerson] = useState<CourierUser>();
  const [said, setSaid] = useState('');
  const writing = useWrite<Recount, unknown>(recountUnread, () => setSaid(t('done')));
  const individual = person?.individual;
  return (
    <Panel title={t('title')} lead={t('lead')}>
      <PersonPicker
        label={t('person')}
        value={person}
        onChange={(user) => {
          setPerson(user);
          setSaid('');
          writing.clear();
        }}
      />
      {individual !== undefined && (
        <div>
          <Button
            variant="default"
            loading={writing.busy}
            onClick={() => {
              setSaid('');
              void writing.run({ ...wishNow(), individual });
            }}
          >
            {t('button')}
          </Button>
        </div>
      )}
      <Said text={said} />
      <Outcome writing={writing} of="outcome" />
    </Panel>
  );
}
