import '@mantine/core/styles/Input.layer.css';
import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { channelsOptions } from '#src/api/chat2desk/administration/company.ts';
import { clientOptions } from '#src/api/chat2desk/clients.ts';
import { inMenuOrder, type MenuItem, type NewOffer, offerItem } from '#src/api/chat2desk/menu.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { ChangeDialog } from '../../tab/change-dialog.tsx';

interface OfferDialogProps {
  readonly client: number;
  readonly items: readonly MenuItem[];
  readonly onClose: () => void;
}

/** Sends a client an item of the menu, with what they will see. */
export function OfferDialog({ client, items, onClose }: OfferDialogProps) {
  const t = useTranslations('selfService.offer');
  const { data: card } = useQuery(clientOptions(client));
  const { data: channels } = useQuery(channelsOptions());
  const writing = useWrite<NewOffer, unknown>(offerItem);
  const ordered = inMenuOrder(items);
  const [chosen, setChosen] = useState(String(ordered[0]?.item.id ?? ''));
  const item = items.find(({ id }) => String(id) === chosen);
  const choices = items.filter(({ parent }) => parent === item?.id);
  const label = (one: MenuItem) => {
    const channel = channels?.find(({ id }) => id === one.channel)?.name;
    return channel === undefined ? one.name : t('onChannel', { name: one.name, channel });
  };
  const name = card?.name ?? String(client);
  return (
    <ChangeDialog
      title={t('title', { name })}
      submit={t('submit')}
      writing={writing}
      request={() => item && { client, item: item.id, ...wishNow() }}
      onClose={onClose}
    >
      <NativeSelect
        label={t('item')}
        value={chosen}
        data-autofocus
        data={ordered.map(({ item: one }) => ({ value: String(one.id), label: label(one) }))}
        onChange={(event) => {
          setChosen(event.currentTarget.value);
          writing.clear();
        }}
      />
      {item && (
        <section className="ui-sunken" aria-label={t('preview')}>
          <p dir="auto">{item.text}</p>
          {choices.length > 0 && (
            <ul>
              {choices.map(({ id, command, name: choice }) => (
                <li key={id} dir="auto">
                  {t('choice', { command, name: choice })}
                </li>
              ))}
            </ul>
          )}
        </section>
      )}
      <p className="ui-hint">{t('reaches', { name })}</p>
    </ChangeDialog>
  );
}
