import { useQueries, useQuery } from '@tanstack/react-query';
import type { SystemId } from '#contract/system.ts';
import { clientWaysOptions } from '#src/api/chat2desk/clients.ts';
import { meetingPeopleOptions } from '#src/api/courier/meeting-people.ts';
import { linkedClientsOptions } from '#src/api/gateway/linked-clients.ts';
import { noClients, noPeople, recipientsOf } from '../shared/reach.ts';

/**
 * Who of a meeting can be written to, and how; of clients without a conversation that is asked for. What one of the
 * systems does not say keeps back nobody whom the other knows.
 */
export function useRecipients(meeting: string, systems: readonly SystemId[]) {
  const [desk, courier] = [systems.includes('chat2desk'), systems.includes('courier')];
  const linked = useQuery({ ...linkedClientsOptions({ meetings: [meeting] }), enabled: desk });
  const people = useQuery({ ...meetingPeopleOptions(meeting), enabled: courier });
  const silent =
    linked.data?.clients.filter(
      ({ id }) => !linked.data.conversations.some(({ client }) => client.id === id),
    ) ?? [];
  const asked = useQueries({ queries: silent.map(({ id }) => clientWaysOptions(id)) });
  const isWaiting = (desk && linked.isPending) || (courier && people.isPending);
  const known = recipientsOf(linked.data ?? noClients, people.data ?? noPeople);
  const recipients = known.map((recipient) => {
    const at = recipient.client ? silent.indexOf(recipient.client) : -1;
    const first = (asked[at]?.data ?? []).map(({ channel, transport }) => ({
      kind: 'messenger' as const,
      channel: channel === undefined ? undefined : { id: channel, name: transport },
      transport,
      conversation: undefined,
    }));
    // What begins a conversation comes last.
    return first.length === 0 ? recipient : { ...recipient, ways: [...recipient.ways, ...first] };
  });
  return {
    /** Undefined until all systems have answered. */
    recipients: isWaiting || asked.some(({ isPending }) => isPending) ? undefined : recipients,
    people: people.data ?? noPeople,
    /** What could not be read, with how to try again. */
    failed: [linked, people].filter(({ isError, data }) => isError && !data),
  };
}
