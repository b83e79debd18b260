import type { Conversation } from '#src/api/gateway/conversations.ts';
import type { KnownClient, LinkedClients } from '#src/api/gateway/linked-clients.ts';
import type { FollowUp } from '#src/api/gateway/todo-follow-ups.ts';
import { sameName } from '#src/lib/same-name.ts';

/** A to-do with what has to be known of its meeting to remind someone of it. */
export interface FollowedTodo {
  /** In the review. */
  readonly key: string;
  readonly description: string;
  /** Name of who has to do it. */
  readonly owner: string | undefined;
  /** `YYYY-MM-DD`. */
  readonly due: string | undefined;
  readonly done: boolean;
  readonly meeting: {
    readonly id: string;
    readonly name: string | undefined;
    readonly locale: string | undefined;
  };
}

export const idOf = ({ key, meeting }: FollowedTodo): string => `${meeting.id} ${key}`;

export const followUpOf = (all: readonly FollowUp[] | undefined, todo: FollowedTodo): FollowUp | undefined =>
  all?.find((one) => one.todo === todo.key && one.meeting === todo.meeting.id.toLowerCase());

/** To-dos of one client, and where to write to them. */
export interface ClientTodos {
  readonly client: KnownClient;
  readonly conversation: Conversation;
  readonly todos: readonly FollowedTodo[];
}

/** Why nobody can be reminded of a to-do here. */
export interface NotRemindable {
  readonly todo: FollowedTodo;
  readonly why: 'noOwner' | 'notLinked' | 'noConversation';
}

/**
 * To-dos by client: whoever has to do it is an attendee who is linked, or a client linked to the meeting who has the same name.
 * @param linkedTo of a meeting; undefined while that is not known, and its to-dos are left out.
 */
export function byClient(
  todos: readonly FollowedTodo[],
  linkedTo: (meeting: string) => LinkedClients | undefined,
): { readonly groups: readonly ClientTodos[]; readonly others: readonly NotRemindable[] } {
  const groups = new Map<number, ClientTodos>();
  const others: NotRemindable[] = [];
  for (const todo of todos) {
    const { owner, meeting } = todo;
    const linked = linkedTo(meeting.id);
    if (!linked) continue;
    if (owner === undefined) {
      others.push({ todo, why: 'noOwner' });
      continue;
    }
    const client =
      linked.clients.find(({ attendee }) => attendee !== undefined && sameName(attendee, owner)) ??
      linked.clients.find(({ name }) => sameName(name, owner));
    const conversation = client && linked.conversations.find((one) => one.client.id === client.id);
    if (!client || !conversation) {
      others.push({ todo, why: client ? 'noConversation' : 'notLinked' });
      continue;
    }
    const known = groups.get(client.id);
    groups.set(client.id, {
      client,
      conversation: known?.conversation ?? conversation,
      todos: [...(known?.todos ?? []), todo],
    });
  }
  return { groups: [...groups.values()], others };
}
