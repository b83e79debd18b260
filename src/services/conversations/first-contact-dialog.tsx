import '@mantine/core/styles/Input.layer.css';
import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { apiInfoOptions, channelsOptions } from '#src/api/chat2desk/administration/company.ts';
import { createClientOnce } from '#src/api/chat2desk/create-client.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { changeLink } from '#src/api/gateway/linked-clients.ts';
import { sameName } from '#src/lib/same-name.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { useWrite } from '#src/services/problems/use-write.ts';
import { WriteResult } from '#src/services/problems/write-result.tsx';
import { FormDialog } from '#src/ui/dialog/form-dialog.tsx';
import { SkeletonFields } from '#src/ui/dialog/skeleton-fields.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { type FirstWay, firstAddress, firstWaysOf } from './first-contact.ts';

export interface FirstContactDialogProps {
  /** UUID of the meeting. */
  readonly meeting: string;
  /** Name of the attendee. */
  readonly attendee: string;
  readonly email: string | undefined;
  readonly onClose: () => void;
}

/** Makes a client of an attendee who has never written: on which channel, and under what number. */
export function FirstContactDialog(props: FirstContactDialogProps) {
  const { attendee: name, onClose } = props;
  const t = useTranslations('linking.first');
  const channels = useQuery(channelsOptions());
  const api = useQuery(apiInfoOptions());
  const broken = [channels, api].find(({ isError, data }) => isError && !data);
  const ways = channels.data && firstWaysOf(channels.data);
  if (ways && ways.length > 0 && api.data && api.data.writeFirst !== false)
    return <FirstContactForm {...props} ways={ways} />;
  return (
    <FormDialog title={t('title', { name })} submit={undefined} onSubmit={() => false} onClose={onClose}>
      {broken ? (
        <ErrorState error={broken.error} title={t('failed')} onRetry={() => void broken.refetch()} />
      ) : ways && api.data ? (
        <p>{t(api.data.writeFirst === false ? 'notBought' : 'none')}</p>
      ) : (
        <SkeletonFields count={4} />
      )}
    </FormDialog>
  );
}

interface FirstContactFormProps extends FirstContactDialogProps {
  readonly ways: readonly FirstWay[];
}

type Missing = 'phone' | 'email' | 'consent';

/** Many channels are called what they are. */
const labelOf = (transport: string, channel: string) =>
  sameName(transport, channel) ? channel : `${transport} · ${channel}`;

const longest = { address: 254, name: 255 } as const;

function FirstContactForm({ meeting, attendee, email, ways, onClose }: FirstContactFormProps) {
  const t = useTranslations('linking.first');
  const [form, setForm] = useState({ way: '', phone: '', email: email ?? '', name: attendee, agreed: false });
  const [missing, setMissing] = useState<Missing>();
  /** The client who was created, so that a link that failed is made without another one. */
  const created = useRef<number>(undefined);
  const creating = useWrite(createClientOnce, (id) => {
    created.current = id;
  });
  const linking = useWrite(changeLink);
  const usual = ways.find(({ isFull }) => !isFull) ?? ways[0];
  const way = ways.find(({ key }) => key === form.way) ?? usual;
  const edit = (change: Partial<typeof form>) => {
    setForm({ ...form, ...change });
    setMissing(undefined);
    // Someone else, or elsewhere.
    created.current = undefined;
    creating.clear();
    linking.clear();
  };
  if (!way) return null;
  const { channel, transport, isFull } = way;
  const field = transport === 'email' ? 'email' : 'phone';
  const limit = transport === 'whatsapp' ? channel.newClients : undefined;
  const submit = async () => {
    const address = firstAddress(transport, form[field]);
    const wrong = address === undefined ? field : form.agreed ? undefined : 'consent';
    setMissing(wrong);
    if (address === undefined || wrong) return false;
    if (created.current === undefined) {
      const wanted = { name: form.name.trim() || attendee, transport, channel: channel.id, address };
      if (!(await creating.run({ ...wishNow(), ...wanted }))) return false;
    }
    const client = created.current;
    if (client === undefined) return true;
    return linking.run({ ...wishNow(), client, kind: 'meeting', id: meeting, attendee, linked: true });
  };
  return (
    <FormDialog
      title={t('title', { name: attendee })}
      submit={isFull ? undefined : t('submit')}
      busy={creating.busy || linking.busy}
      error={missing && t(`missing.${missing}`, { name: attendee })}
      problem={
        <>
          <WriteResult
            of={creating}
            texts={{ unknown: t('unknown'), found: t('found'), notDone: t('notDone') }}
          />
          <WriteResult
            of={linking}
            texts={{ unknown: t('linkUnknown'), found: t('linkFound'), notDone: t('linkNotDone') }}
          />
        </>
      }
      onSubmit={submit}
      onClose={onClose}
    >
      <p dir="auto">{t('lead', { name: attendee })}</p>
      <NativeSelect
        label={t('way')}
        description={limit && t('today', limit)}
        value={way.key}
        data={ways.map((one) => ({
          value: one.key,
          label: labelOf(t(`transports.${one.transport}`), one.channel.name),
        }))}
        onChange={(event) => edit({ way: event.currentTarget.value })}
      />
      {isFull && limit && (
        <Notice kind="warning">
          <p dir="auto">{t('full', { channel: channel.name, limit: limit.limit })}</p>
        </Notice>
      )}
      <TextInput
        label={t(field)}
        description={field === 'phone' && t('phoneHint')}
        inputMode={field === 'phone' ? 'tel' : 'email'}
        value={form[field]}
        maxLength={longest.address}
        autoComplete="off"
        error={missing === field}
        data-autofocus
        onChange={(event) => edit({ [field]: event.currentTarget.value })}
      />
      <TextInput
        label={t('name')}
        dir="auto"
        autoComplete="off"
        maxLength={longest.name}
        value={form.name}
        onChange={({ currentTarget: { value: name } }) => edit({ name })}
      />
      <label className="ui-check">
        <input
          type="checkbox"
          checked={form.agreed}
          onChange={(event) => edit({ agreed: event.currentTarget.checked })}
        />
        <span dir="auto">{t('consent', { name: attendee })}</span>
      </label>
    </FormDialog>
  );
}
