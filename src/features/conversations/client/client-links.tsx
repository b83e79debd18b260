import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { dossiersOptions } from '#src/api/claritalk/meetings/dossiers.ts';
import { meetingOptions } from '#src/api/claritalk/meetings/meetings.ts';
import type { Named } from '#src/api/gateway/conversations.ts';
import { type ClientLink, clientLinksOptions } from '#src/api/gateway/linked-clients.ts';
import { paths } from '#src/paths.ts';
import { UnlinkButton } from '#src/services/conversations/unlink-button.tsx';
import { Panel } from '#src/ui/panel.tsx';
import { NotRead } from '../not-read.tsx';
import { ClientLinkDialog } from './client-link-dialog.tsx';

/** To what admins linked a client by hand, and who therefore sees the conversation. */
export function ClientLinks({ client, isAdmin }: { readonly client: Named; readonly isAdmin: boolean }) {
  const t = useTranslations('linking.card');
  return (
    <Panel title={t('title')}>
      {isAdmin && <Links client={client} />}
      <p className="ui-note">{t('visible')}</p>
    </Panel>
  );
}

function Links({ client }: { readonly client: Named }) {
  const t = useTranslations('linking.card');
  const [isOpen, setOpen] = useState(false);
  const query = useQuery(clientLinksOptions(client.id));
  const { data, isError } = query;
  return (
    <>
      {!data && isError && <NotRead of={query} title={t('failed')} />}
      {!data && !isError && <Skeleton height={40} aria-hidden />}
      {data?.length === 0 && <p className="ui-hint">{t('none')}</p>}
      {data && data.length > 0 && (
        <ul className="ui-list ui-stack ui-tight">
          {data.map((link) => (
            <li key={`${link.kind} ${link.id}`}>
              {link.kind === 'meeting' ? (
                <ToMeeting client={client} link={link} />
              ) : (
                <ToDossier client={client} link={link} />
              )}
            </li>
          ))}
        </ul>
      )}
      <div>
        <Button size="xs" variant="default" onClick={() => setOpen(true)}>
          {t('add')}
        </Button>
      </div>
      {isOpen && <ClientLinkDialog client={client} onClose={() => setOpen(false)} />}
    </>
  );
}

interface ToProps {
  readonly client: Named;
  readonly link: ClientLink;
}

function ToMeeting({ client, link }: ToProps) {
  const t = useTranslations('linking');
  // Of someone else's meeting an admin may know no more than that there is one.
  const { data } = useQuery({ ...meetingOptions(link.id), retry: false });
  const name = data?.name ?? t('dialog.meeting');
  return <Shown client={client} link={link} name={name} to={data && paths.meeting(link.id)} />;
}

function ToDossier({ client, link }: ToProps) {
  const t = useTranslations('linking');
  const { data } = useQuery(dossiersOptions());
  const dossier = data?.find(({ id }) => id === link.id);
  const name = dossier?.name ?? t('dialog.dossier');
  return <Shown client={client} link={link} name={name} to={dossier && paths.dossier(link.id)} />;
}

interface ShownProps extends ToProps {
  readonly name: string;
  readonly to: string | undefined;
}

function Shown({ client, link, name, to }: ShownProps) {
  const t = useTranslations('linking');
  return (
    <>
      {to === undefined ? (
        <span dir="auto">{name}</span>
      ) : (
        <Link to={to} dir="auto">
          {name}
        </Link>
      )}
      <div className="ui-meta">
        <span>{t(`dialog.${link.kind}`)}</span>
        {link.attendee !== undefined && <span dir="auto">{link.attendee}</span>}
        <span>{t('card.by', { name: link.by })}</span>
        <UnlinkButton link={{ client: client.id, kind: link.kind, id: link.id }} name={name} />
      </div>
    </>
  );
}
