import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { CourierOrganisation } from '#src/api/courier/administration/organisations.ts';
import {
  type ChannelOperation,
  operationOptions,
  operationsOptions,
} from '#src/api/courier/technical/channel-operations.ts';
import { jsonText } from '#src/lib/json-text.ts';
import { Facts } from '#src/ui/facts.tsx';
import { Moment } from '#src/ui/moment.tsx';
import { Raw } from '#src/ui/raw.tsx';
import { CellButton } from '../../tab/cell-button.tsx';
import { ListPanel } from '../../tab/list-panel.tsx';
import { ReadDialog } from '../../tab/read-dialog.tsx';
import { MoveDialog } from './move-dialog.tsx';

/** Work on many channels at once: what was started, and how far it is. */
export function OperationsPanel({ organisation }: { readonly organisation: CourierOrganisation }) {
  const t = useTranslations('courierAutomation.operations');
  const query = useQuery(operationsOptions(organisation.id));
  const [shown, setShown] = useState<string>();
  const [moving, setMoving] = useState(false);
  const typeOf = ({ type }: ChannelOperation) => (type === 'move-group' ? t('moveGroup') : type);
  return (
    <ListPanel<ChannelOperation>
      say={(key) => t(key)}
      query={query}
      columns={[
        {
          id: 'type',
          title: t('type'),
          cell: (one) => (
            <CellButton
              text={typeOf(one)}
              label={t('open', { name: typeOf(one) })}
              onClick={() => setShown(one.id)}
            />
          ),
        },
        { id: 'status', title: t('status'), cell: ({ status }) => status ?? '–' },
        { id: 'created', title: t('created'), cell: ({ created }) => <Moment at={created} /> },
      ]}
      keyOf={({ id }) => id}
    >
      <div>
        <Button variant="default" color="red" onClick={() => setMoving(true)}>
          {t('move')}
        </Button>
      </div>
      {shown !== undefined && <OperationDialog id={shown} onClose={() => setShown(undefined)} />}
      {moving && <MoveDialog organisation={organisation} onClose={() => setMoving(false)} />}
    </ListPanel>
  );
}

interface OperationDialogProps {
  readonly id: string;
  readonly onClose: () => void;
}

function OperationDialog({ id, onClose }: OperationDialogProps) {
  const t = useTranslations('courierAutomation.operations');
  const query = useQuery(operationOptions(id));
  const { data } = query;
  return (
    <ReadDialog title={t('oneTitle')} query={query} onClose={onClose}>
      {data && (
        <>
          <Facts
            of={[
              [t('status'), data.status ?? '–'],
              [t('created'), <Moment key="created" at={data.created} />],
            ]}
          />
          <h3 className="ui-small">{t('args')}</h3>
          <Raw text={jsonText(data.args, 2)} />
          <h3 className="ui-small">{t('logs')}</h3>
          <Raw text={jsonText(data.logs, 2)} />
        </>
      )}
    </ReadDialog>
  );
}
