import { Button } from '@mantine/core';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { groupOptions } from '#src/api/courier/administration/groups.ts';
import type { CourierOrganisation } from '#src/api/courier/administration/organisations.ts';
import {
  phaseOf,
  type Responder,
  respondersOptions,
  switchResponder,
} from '#src/api/courier/administration/responders.ts';
import { serverNow } from '#src/lib/clock.ts';
import { browserTimeZone } from '#src/lib/intl.ts';
import { CellButton } from '../../tab/cell-button.tsx';
import { ListPanel } from '../../tab/list-panel.tsx';
import { GroupDialog } from './group-dialog.tsx';
import { NewResponderDialog, ResponderDialog } from './responder-dialogs.tsx';
import { SwitchDialog } from './switch-dialog.tsx';

type Asking =
  | { readonly what: 'create' }
  | { readonly what: 'change' | 'switch'; readonly responder: Responder }
  | { readonly what: 'group'; readonly id: string; readonly name: string };

/** What clients are answered while nobody is available, and when. */
export function RespondersPanel({ organisation }: { readonly organisation: CourierOrganisation }) {
  const t = useTranslations('courierConversations.responders');
  const format = useFormatter();
  const query = useQuery(respondersOptions(organisation.id));
  const [asking, setAsking] = useState<Asking>();
  const close = () => setAsking(undefined);
  const ids = [...new Set(query.data?.flatMap(({ group }) => group ?? []))];
  const groups = useQueries({ queries: ids.map(groupOptions) }).flatMap(({ data }) => data ?? []);
  const nameOf = (id: string) => groups.find((group) => group.id === id)?.name ?? t('unnamed');
  const zone = organisation.zone ?? browserTimeZone();
  const day = (at: Date | undefined) =>
    at ? format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short' }) : undefined;
  const period = ({ start, end }: Responder) => {
    const [from, until] = [day(start), day(end)];
    if (from !== undefined && until !== undefined) return t('between', { from, until });
    if (from !== undefined) return t('since', { from });
    return until === undefined ? t('always') : t('till', { until });
  };
  const hours = ({ hours: all, zone: own }: Responder) =>
    all.map(({ begin, end }) => t('daily', { begin, end, zone: own ?? zone })).join(' · ');
  return (
    <ListPanel<Responder>
      say={(key) => t(key)}
      query={query}
      columns={[
        {
          id: 'name',
          title: t('name'),
          cell: (responder) => (
            <CellButton
              text={responder.name}
              label={t('change', { name: responder.name })}
              onClick={() => setAsking({ what: 'change', responder })}
            />
          ),
        },
        { id: 'period', title: t('period'), cell: period },
        { id: 'hours', title: t('hours'), cell: hours },
        {
          id: 'group',
          title: t('group'),
          cell: ({ group }) =>
            group === undefined ? (
              t('everyone')
            ) : (
              <CellButton
                text={nameOf(group)}
                label={t('members', { name: nameOf(group) })}
                onClick={() => setAsking({ what: 'group', id: group, name: nameOf(group) })}
              />
            ),
        },
        {
          id: 'state',
          title: t('state'),
          width: 8,
          cell: (responder) => (
            <CellButton
              text={t(`phases.${phaseOf(responder, serverNow())}`)}
              label={t(responder.on ? 'switchOff' : 'switchOn', { name: responder.name })}
              onClick={() => setAsking({ what: 'switch', responder })}
            />
          ),
        },
      ]}
      keyOf={({ id }) => id}
      cards
    >
      {query.data && (
        <div>
          <Button variant="default" onClick={() => setAsking({ what: 'create' })}>
            {t('create')}
          </Button>
        </div>
      )}
      {asking?.what === 'create' && (
        <NewResponderDialog
          organisation={organisation.id}
          type={query.data?.[0]?.type}
          groups={groups}
          zone={zone}
          onClose={close}
        />
      )}
      {asking?.what === 'change' && (
        <ResponderDialog responder={asking.responder} groups={groups} zone={zone} onClose={close} />
      )}
      {asking?.what === 'switch' && (
        <SwitchDialog
          of={asking.responder}
          work={switchResponder}
          title={t(asking.responder.on ? 'switchOff' : 'switchOn', { name: asking.responder.name })}
          effect={t(asking.responder.on ? 'offEffect' : 'onEffect')}
          onClose={close}
        />
      )}
      {asking?.what === 'group' && <GroupDialog id={asking.id} name={asking.name} onClose={close} />}
    </ListPanel>
  );
}
