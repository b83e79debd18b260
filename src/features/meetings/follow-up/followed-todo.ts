import type { FollowUp } from '#src/api/gateway/todo-follow-ups.ts';
import { sameName } from '#src/lib/same-name.ts';
import type { Recipient } from '../shared/reach.ts';

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

/** To-dos of one person, and how they can be written to. */
export interface RecipientTodos {
  readonly recipient: Recipient;
  readonly todos: readonly FollowedTodo[];
}

/** Why nobody can be reminded of a to-do here. */
export interface NotRemindable {
  readonly todo: FollowedTodo;
  readonly why: 'noOwner' | 'notLinked' | 'noConversation';
}

/**
 * To-dos by whoever has to do them: someone of the meeting who can be written to and has the same name, as an attendee
 * before others.
 * @param recipientsOf of a meeting; undefined while that is not known, and its to-dos are left out.
 */
export function byRecipient(
  todos: readonly FollowedTodo[],
  recipientsOf: (meeting: string) => readonly Recipient[] | undefined,
): { readonly groups: readonly RecipientTodos[]; readonly others: readonly NotRemindable[] } {
  const groups = new Map<string, RecipientTodos>();
  const others: NotRemindable[] = [];
  for (const todo of todos) {
    const { owner, meeting } = todo;
    const recipients = recipientsOf(meeting.id);
    if (!recipients) continue;
    if (owner === undefined) {
      others.push({ todo, why: 'noOwner' });
      continue;
    }
    const recipient =
      recipients.find(({ names: [name = ''] }) => sameName(name, owner)) ??
      recipients.find(({ names }) => names.some((name) => sameName(name, owner)));
    if (!recipient || recipient.ways.length === 0) {
      others.push({ todo, why: recipient ? 'noConversation' : 'notLinked' });
      continue;
    }
    const known = groups.get(recipient.id);
    groups.set(recipient.id, {
      recipient: known?.recipient ?? recipient,
      todos: [...(known?.todos ?? []), todo],
    });
  }
  return { groups: [...groups.values()], others };
}
