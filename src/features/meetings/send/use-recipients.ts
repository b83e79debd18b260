import { useQueries, useQuery } from '@tanstack/react-query';
import { clientWaysOptions } from '#src/api/chat2desk/clients.ts';
import { linkedClientsOptions } from '#src/api/gateway/linked-clients.ts';
import { type Recipient, recipientsOf } from './reach.ts';

/** Who of a meeting can be written to, and how; of clients without a conversation that is asked for. */
export function useRecipients(meeting: string) {
  const query = useQuery(linkedClientsOptions({ meetings: [meeting] }));
  const known = query.data ? recipientsOf(query.data) : undefined;
  const silent = known?.filter(({ ways }) => ways.length === 0) ?? [];
  const asked = useQueries({ queries: silent.map(({ client }) => clientWaysOptions(client.id)) });
  const recipients = known?.map((recipient): Recipient => {
    const at = silent.indexOf(recipient);
    const ways = asked[at]?.data ?? [];
    if (at < 0) return recipient;
    return {
      ...recipient,
      ways: ways.map(({ channel, transport }) => ({
        channel: channel === undefined ? undefined : { id: channel, name: transport },
        transport,
        conversation: undefined,
      })),
    };
  });
  return { query, recipients, isAsking: asked.some(({ isPending }) => isPending) };
}
