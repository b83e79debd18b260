import { Box, Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import {
  findClientsOptions,
  type KnownClient,
  type LinkedClients,
  linkedClientsOptions,
} from '#src/api/gateway/linked-clients.ts';
import { paths } from '#src/paths.ts';
import { type LinkChoice, LinkDialog } from '#src/services/conversations/link-dialog.tsx';
import { UnlinkButton } from '#src/services/conversations/unlink-button.tsx';
import { useOnDemand } from '#src/ui/use-on-demand.ts';

export interface AttendeeClientProps {
  /** UUID of the meeting. */
  readonly meeting: string;
  /** Name of the attendee. */
  readonly attendee: string;
  readonly email: string | undefined;
}

const loadFirst = async () =>
  (await import('#src/services/conversations/first-contact-dialog.tsx')).FirstContactDialog;

/** Which client an attendee is: the way to what they wrote, or, for admins, to link them. */
export function AttendeeClient({ meeting, attendee, email }: AttendeeClientProps) {
  const { data } = useQuery(linkedClientsOptions({ meetings: [meeting] }));
  const { data: user } = useQuery(currentUserQuery());
  if (!data) return null;
  const found = data.clients.filter((client) => client.attendee === attendee);
  const alike = data.suggestions.filter((one) => one.attendee === attendee).map(({ client }) => client);
  return (
    <div className="ui-stack ui-tight">
      {found.map((client) => (
        // Far enough from the address above for a finger.
        <Box key={client.id} className="ui-line ui-small" mih="2rem">
          <ToConversation client={client} conversations={data.conversations} />
          {client.ways.includes('hand') && user?.role === 'admin' && (
            <UnlinkButton link={{ client: client.id, kind: 'meeting', id: meeting }} name={client.name} />
          )}
        </Box>
      ))}
      {/* Whoever reads this is no client of their own. */}
      {found.length === 0 && user?.role === 'admin' && user.name !== attendee && (
        <LinkAttendee meeting={meeting} attendee={attendee} email={email} first={alike[0]} />
      )}
    </div>
  );
}

interface ToConversationProps {
  readonly client: KnownClient;
  readonly conversations: LinkedClients['conversations'];
}

function ToConversation({ client, conversations }: ToConversationProps) {
  const t = useTranslations('linking');
  const newest = conversations.find((one) => one.client.id === client.id);
  if (!newest) return <span className="ui-note">{t('noConversation', { name: client.name })}</span>;
  return <Link to={paths.conversation(newest.id)}>{t('with', { name: client.name })}</Link>;
}

interface LinkAttendeeProps extends AttendeeClientProps {
  /** A client with a similar name. */
  readonly first: KnownClient | undefined;
}

function LinkAttendee({ meeting, attendee, email, first }: LinkAttendeeProps) {
  const t = useTranslations('linking');
  const [isOpen, setOpen] = useState(false);
  const [isFirst, setFirst] = useState(false);
  const First = useOnDemand(loadFirst, isFirst);
  const [words, setWords] = useState(attendee);
  const { data, error } = useQuery({ ...findClientsOptions(words), enabled: isOpen && words !== '' });
  const choiceOf = ({ id: client, name, address: detail }: KnownClient): LinkChoice => ({
    ...{ key: String(client), kind: 'meeting', id: meeting, client, attendee, name, detail },
  });
  return (
    <div className="ui-row ui-small">
      {first && <span className="ui-note">{t('alike', { name: first.name })}</span>}
      <Button
        size="compact-sm"
        className="ui-flush"
        variant="subtle"
        aria-label={first ? t('confirmOf', { name: first.name }) : t('linkOf', { name: attendee })}
        onClick={() => {
          setWords(attendee);
          setOpen(true);
        }}
      >
        {t(first ? 'confirm' : 'link')}
      </Button>
      <Button
        size="compact-sm"
        className="ui-flush"
        variant="subtle"
        aria-label={t('first.actionOf', { name: attendee })}
        onClick={() => setFirst(true)}
      >
        {t('first.action')}
      </Button>
      {isFirst && First && (
        <First meeting={meeting} attendee={attendee} email={email} onClose={() => setFirst(false)} />
      )}
      {isOpen && (
        <LinkDialog
          title={t('dialog.titleAttendee', { name: attendee })}
          effect={t('dialog.effectMeeting')}
          label={t('dialog.searchClients')}
          start={attendee}
          onSearch={setWords}
          choices={data?.map(choiceOf)}
          suggested={first && choiceOf(first)}
          error={error}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  );
}
