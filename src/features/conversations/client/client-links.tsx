import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { dossiersOptions } from '#src/api/claritalk/meetings/dossiers.ts';
import { meetingOptions } from '#src/api/claritalk/meetings/meetings.ts';
import type { Named } from '#src/api/gateway/conversations.ts';
import { type ChangeOfLink, clientLinksOptions } from '#src/api/gateway/linked-clients.ts';
import { paths } from '#src/paths.ts';
import { UnlinkButton } from '#src/services/conversations/unlink-button.tsx';
import type { Elements } from '#src/ui/elements.ts';
import { Panel } from '#src/ui/panel.tsx';
import { NotRead } from '../not-read.tsx';
import { LinkButton } from './link-button.tsx';
import { LinkTo } from './link-to.tsx';

interface LinksProps {
  readonly client: Named;
  /** Whether the reader makes links, and takes them away. */
  readonly isAdmin: boolean;
}

/** To what a client is linked, and who therefore sees the conversation. */
export function ClientLinks(props: LinksProps) {
  const t = useTranslations('linking.card');
  return (
    <Panel title={t('title')}>
      <Links {...props} />
      {props.isAdmin && <LinkButton client={props.client} />}
      <p className="ui-note">{t('visible')}</p>
    </Panel>
  );
}

function Links({ client, isAdmin }: LinksProps) {
  const t = useTranslations('linking');
  const query = useQuery(clientLinksOptions(client.id));
  const { data, isError } = query;
  if (!data) {
    return isError ? <NotRead of={query} title={t('card.failed')} /> : <Skeleton height={40} aria-hidden />;
  }
  const { byHand, attended, total, checking } = data;
  const more = total - attended.length;
  const isEmpty = byHand.length + total === 0;
  return (
    <>
      {isEmpty && !checking && <p className="ui-hint">{t('card.none')}</p>}
      {byHand.length + attended.length > 0 && (
        <ul className="ui-list ui-stack ui-tight">
          {byHand.map((link) => {
            const To = link.kind === 'meeting' ? ToMeeting : ToDossier;
            return (
              <li key={`${link.kind} ${link.id}`}>
                <To
                  id={link.id}
                  attendee={link.attendee}
                  how={t('card.by', { name: link.by })}
                  own={isAdmin ? { client: client.id, kind: link.kind, id: link.id } : undefined}
                />
              </li>
            );
          })}
          {attended.map(({ id, attendee, way }) => (
            <li key={id}>
              <ToMeeting id={id} attendee={attendee} how={t(`ways.${way}`)} />
            </li>
          ))}
        </ul>
      )}
      {more > 0 && <p className="ui-hint">{t('card.more', { count: more })}</p>}
      {checking && <p className="ui-hint">{t('dialog.soFar')}</p>}
    </>
  );
}

interface ToProps {
  readonly id: string;
  /** Name of the attendee who they are. */
  readonly attendee: string | undefined;
  readonly how: string;
  /** The link, where the reader can take it away. */
  readonly own?: Pick<ChangeOfLink, 'client' | 'kind' | 'id'> | undefined;
}

function ToMeeting({ id, ...rest }: ToProps) {
  const t = useTranslations('linking.dialog');
  // Of someone else's meeting an admin may know no more than that there is one.
  const { data } = useQuery({ ...meetingOptions(id), retry: false });
  const { data: dossiers } = useQuery(dossiersOptions());
  const dossier = data?.dossierId && dossiers?.find((one) => one.id === data.dossierId);
  return (
    <Shown
      name={data?.name ?? t('meeting')}
      kind={t('meeting')}
      to={data && paths.meeting(id)}
      within={dossier && <LinkTo to={paths.dossier(dossier.id)}>{dossier.name}</LinkTo>}
      {...rest}
    />
  );
}

function ToDossier({ id, ...rest }: ToProps) {
  const t = useTranslations('linking.dialog');
  const { data } = useQuery(dossiersOptions());
  const dossier = data?.find((one) => one.id === id);
  const to = dossier && paths.dossier(id);
  return <Shown name={dossier?.name ?? t('dossier')} kind={t('dossier')} to={to} {...rest} />;
}

interface ShownProps extends Omit<ToProps, 'id'> {
  readonly name: string;
  readonly kind: string;
  readonly to: string | undefined;
  /** The dossier of a meeting. */
  readonly within?: Elements;
}

function Shown({ name, kind, to, within, attendee, how, own }: ShownProps) {
  return (
    <>
      <LinkTo to={to}>{name}</LinkTo>
      <div className="ui-meta">
        <span dir="auto">{kind}</span>
        {within}
        {attendee !== undefined && <span dir="auto">{attendee}</span>}
        <span dir="auto">{how}</span>
        {own && <UnlinkButton link={own} name={name} />}
      </div>
    </>
  );
}
