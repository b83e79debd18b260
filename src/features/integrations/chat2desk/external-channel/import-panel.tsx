import '@mantine/core/styles/Input.layer.css';
import { Button, NativeSelect } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Channel } from '#src/api/chat2desk/administration/company.ts';
import { type Import, mostImported } from '#src/api/chat2desk/administration/external-channel.ts';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { serverNow } from '#src/lib/clock.ts';
import { Panel } from '#src/ui/panel.tsx';
import { ClientPicker } from '../client-picker.tsx';
import { DraftFields } from './draft-fields.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { keepImport, readImport } from './import-draft.ts';
import { type Draft, emptyDraft, isEmpty, messagesOf, problemOf } from './import-form.ts';

interface ImportPanelProps {
  readonly channels: readonly Channel[];
}

/** Adds messages of the past to a client's history: up to ten at a time, counted and confirmed by their number. */
export function ImportPanel({ channels }: ImportPanelProps) {
  const { data: user } = useQuery(currentUserQuery());
  return user ? <ImportForm channels={channels} user={user.uuid} /> : null;
}

function ImportForm({ channels, user }: ImportPanelProps & { readonly user: string }) {
  const t = useTranslations('externalChannel.import');
  const ways = channels.flatMap(({ id, name, transports }) =>
    transports.map((transport) => ({ value: `${id} ${transport}`, label: `${name} · ${transport}` })),
  );
  const [kept] = useState(() => readImport(user));
  const [client, setClient] = useState(kept.client);
  const [way, setWay] = useState(ways.find(({ value }) => value === kept.way)?.value ?? ways[0]?.value ?? '');
  const [drafts, setDrafts] = useState<readonly Draft[]>(() =>
    kept.drafts.length > 0 ? kept.drafts : [emptyDraft()],
  );
  useEffect(() => keepImport(user, { client, way, drafts }), [user, client, way, drafts]);
  const [told, setTold] = useState(false);
  const [wish, setWish] = useState<Import>();
  const [said, setSaid] = useState('');
  const used = drafts.filter((draft) => !isEmpty(draft));
  const isWrong = used.some((draft) => problemOf(draft, serverNow()) !== undefined);
  const missing = client === undefined ? 'client' : used.length === 0 ? 'messages' : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSaid('');
    setTold(true);
    if (client === undefined || missing !== undefined || isWrong) return;
    const [channel, transport = ''] = way.split(' ');
    setWish({ ...wishNow(), client, channel: Number(channel), transport, messages: messagesOf(drafts) });
  };
  return (
    <Panel title={t('title')} lead={t('lead', { most: mostImported })}>
      <ClientPicker value={client} onChange={setClient} />
      <form className="ui-stack" onSubmit={submit} noValidate>
        <NativeSelect
          label={t('way')}
          value={way}
          data={ways}
          onChange={(event) => setWay(event.currentTarget.value)}
        />
        <p className="ui-hint">{t('kept')}</p>
        {drafts.map((draft, at) => (
          <DraftFields
            key={draft.key}
            draft={draft}
            number={at + 1}
            told={told}
            onChange={(changed) => {
              setDrafts(drafts.map((one) => (one.key === draft.key ? changed : one)));
              setTold(false);
            }}
            onRemove={
              drafts.length > 1 ? () => setDrafts(drafts.filter(({ key }) => key !== draft.key)) : undefined
            }
          />
        ))}
        <div className="ui-row">
          {drafts.length < mostImported && (
            <Button
              variant="default"
              leftSection={<IconPlus size={17} aria-hidden />}
              onClick={() => setDrafts([...drafts, emptyDraft(drafts.at(-1)?.type)])}
            >
              {t('add')}
            </Button>
          )}
          <Button type="submit">{t('button')}</Button>
        </div>
        {told && missing !== undefined && (
          <p role="alert" className="ui-problem">
            {t(`missing.${missing}`)}
          </p>
        )}
        <p role="status" className="ui-hint" dir="auto">
          {said}
        </p>
      </form>
      {wish && (
        <ImportDialog
          wish={wish}
          onDone={() => {
            setSaid(t('done', { count: wish.messages.length }));
            setDrafts([emptyDraft()]);
            setTold(false);
          }}
          onClose={() => setWish(undefined)}
        />
      )}
    </Panel>
  );
}
