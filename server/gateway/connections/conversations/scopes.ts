import { getMessage } from '#contract/chat2desk/messages.ts';
import { getRequest } from '#contract/chat2desk/requests.ts';
import { getTicket } from '#contract/chat2desk/tickets.ts';
import type { AskedRequest } from '../../proxy/connection.ts';
import { splitTarget } from '../../proxy/proxy-request.ts';
import { fieldAt } from '../fields.ts';
import type { AskCompany } from './company.ts';
import { type Inbox, orMissing } from './inbox.ts';
import { hidden, type Sight } from './sights.ts';
import { dataOf, idOf } from './wire.ts';

type Subject = 'client' | 'dialog' | 'message' | 'request' | 'ticket';

/** What an operation is about, and so who may ask for it: a subject, or what everyone at the company has in common. */
type Scope =
  | 'shared'
  /** In the path. */
  | { readonly path: Subject }
  /** In the query: at least one, and each of them must be visible. */
  | { readonly query: Readonly<Record<string, Subject>> }
  /**
   * In the body: what it names, of which each must be visible. There has to be something, unless the
   * path says enough, or the request that it is about to-dos of meetings that they may read.
   */
  | { readonly path?: Subject; readonly body: Named; readonly mayBeOfTodos?: boolean }
  /** A list whose rows are left out where they are not visible. */
  | { readonly rows: 'clients' | 'dialogs' };

type Named = (body: unknown) => readonly (readonly [Subject, unknown])[];

/** What fields of a body name, each an id or a list of them. */
const inFields =
  (fields: Readonly<Record<string, Subject>>): Named =>
  (body) =>
    Object.entries(fields).flatMap(([name, subject]) =>
      [fieldAt(body, name) ?? []].flat().map((id: unknown) => [subject, id] as const),
    );

/** Whoever gets a tag: a client, or one of their requests. */
const assignee: Named = (body) => [
  [fieldAt(body, 'assignee_type') === 'request' ? 'request' : 'client', fieldAt(body, 'assignee_id')],
];

/** Of a client, the request that is open is meant. */
const clientOrRequest = inFields({ client_id: 'client', request_id: 'request' });

/**
 * Of each operation, whose matter it is. Members for whom the connection is not open are refused what is not listed
 * here, so that a new row is closed until someone decides about it.
 */
const scopes: Readonly<Record<string, Scope>> = {
  listClients: { rows: 'clients' },
  getClient: { path: 'client' },
  getClientTransports: { path: 'client' },
  listClientQuestions: { path: 'client' },
  getClientLastQuestion: { path: 'client' },
  updateClient: { path: 'client' },
  listCustomClientFields: 'shared',
  listDialogs: { rows: 'dialogs' },
  getDialog: { path: 'dialog' },
  updateDialog: { path: 'dialog' },
  listMessages: { query: { dialog_id: 'dialog', client_id: 'client' } },
  getMessage: { path: 'message' },
  transferMessage: { path: 'message' },
  transferMessageToGroup: { path: 'message' },
  markMessageRead: { path: 'message' },
  markMessageUnread: { path: 'message' },
  sendMessage: { body: inFields({ client_id: 'client' }) },
  getRequest: { path: 'request' },
  listRequestMessages: { path: 'request' },
  closeRequest: { body: clientOrRequest },
  assignTags: { body: assignee },
  removeTag: { body: clientOrRequest },
  listTickets: { query: { request_id: 'request' } },
  getTicket: { path: 'ticket' },
  createTicket: { body: inFields({ request_ids: 'request' }), mayBeOfTodos: true },
  updateTicket: { path: 'ticket', body: inFields({ request_ids: 'request' }) },
  listMenuItems: 'shared',
  sendMenuItem: { body: inFields({ client_id: 'client' }) },
  listChannels: 'shared',
  listOperators: 'shared',
  listOperatorStatuses: 'shared',
  listOperatorGroups: 'shared',
  listTags: 'shared',
  getTag: 'shared',
  listTemplates: 'shared',
  getTemplate: 'shared',
  listTemplateGroups: 'shared',
  getTransports: 'shared',
  getMessageTypes: 'shared',
  getDialogStates: 'shared',
};

export interface ScopeOptions {
  readonly inbox: Inbox;
  readonly ask: AskCompany;
  readonly sight: Sight;
  /** Whether the request says that it is about to-dos; the person may read their meetings. */
  readonly isAboutTodos: boolean;
}

/** What applies to one request of a member for whom the connection is not open. */
export interface ScopeRules {
  /** @throws Refusal for a body about something that they may not see. */
  check(place: 'query' | 'body', values: unknown): Promise<void> | undefined;
  /** Returns a response without what they may not see. */
  edit(body: unknown): unknown;
}

/** Each of them is asked for at the system. */
const maxNamed = 20;

/** Whether members may ask for an operation at all, for what they may see. */
export const hasScope = (operation: string): boolean => Object.hasOwn(scopes, operation);

/**
 * Checks what a request is about, as far as its address says.
 * @throws Refusal for what the person may not see, and for what does not exist alike.
 */
export async function scopeRules(options: ScopeOptions, asked: AskedRequest): Promise<ScopeRules> {
  const scope = scopes[asked.operation.name];
  const { inbox, sight } = options;
  if (scope === undefined) throw hidden();
  if (scope === 'shared') return { check: () => undefined, edit: (body) => body };
  // Who writes to whom is known from here on.
  await inbox.dialogs(false);
  if ('path' in scope && scope.path) {
    const id = idOf(asked.params.id);
    if (scope.path === 'client') mustReach(options, id);
    else await see(options, scope.path, id);
  }
  if ('query' in scope) {
    const query = new URLSearchParams(splitTarget(asked.request.url ?? '').query);
    const named = Object.entries(scope.query).filter(([name]) => query.has(name));
    if (named.length === 0) throw hidden();
    // A parameter that is repeated is refused later; none of its values is trusted before.
    for (const [name, subject] of named)
      for (const value of query.getAll(name)) await see(options, subject, idOf(value));
  }
  const dialogs = 'rows' in scope && scope.rows === 'dialogs' ? await inbox.dialogs(true) : [];
  const seen = new Set(dialogs.filter((dialog) => sight.sees(dialog)).map(({ id }) => id));
  return {
    check(place, values) {
      if (place !== 'body' || !('body' in scope)) return undefined;
      const isOfTodos = scope.mayBeOfTodos === true && options.isAboutTodos;
      const mayBeNone = scope.path !== undefined || isOfTodos;
      // What is quoted could be someone else's.
      if (fieldAt(values, 'reply_message_id') !== undefined) throw hidden();
      return seeAll(options, scope.body(values), mayBeNone);
    },
    edit(body) {
      if (!('rows' in scope)) return body;
      const isSeen = (id: number | undefined) =>
        id !== undefined && (scope.rows === 'clients' ? sight.knows(id) : seen.has(id));
      return withoutTotal(body, (row) => isSeen(idOf(fieldAt(row, 'id'))));
    },
  };
}

/** Someone whose conversation is assigned to the person may be looked up and written to as well. @throws Refusal */
export function mustReach(
  { sight, inbox }: Pick<ScopeOptions, 'sight' | 'inbox'>,
  client: number | undefined,
): void {
  if (client === undefined) throw hidden();
  const isTheirs = () => inbox.known().some((dialog) => dialog.client === client && sight.sees(dialog));
  if (!sight.knows(client) && !isTheirs()) throw hidden();
}

/** @throws Refusal */
async function seeAll(options: ScopeOptions, named: ReturnType<Named>, mayBeNone: boolean): Promise<void> {
  if (named.length === 0 && !mayBeNone) throw hidden();
  if (named.length > maxNamed) throw hidden();
  for (const [subject, value] of named) {
    const id = idOf(value);
    if (subject === 'client') mustReach(options, id);
    else await see(options, subject, id);
  }
}

/** @throws Refusal */
async function see(options: ScopeOptions, subject: Subject, id: number | undefined): Promise<void> {
  const { inbox, ask, sight } = options;
  if (id === undefined) throw hidden();
  if (subject === 'client') {
    if (!sight.knows(id)) throw hidden();
    return;
  }
  if (subject === 'ticket') {
    const ticket = await orMissing(ask(getTicket, { params: { id: String(id) } }));
    const requests = (ticket && dataOf(ticket).request_ids) ?? [];
    return seeAll(
      options,
      requests.map((request) => ['request', request]),
      false,
    );
  }
  const dialog = subject === 'dialog' ? id : await dialogOf(ask, subject, id);
  const found = dialog === undefined ? undefined : await inbox.dialog(dialog);
  if (!found || !sight.sees(found)) throw hidden();
}

/** Returns the conversation that a message or request belongs to. */
async function dialogOf(
  ask: AskCompany,
  subject: 'message' | 'request',
  id: number,
): Promise<number | undefined> {
  const params = { params: { id: String(id) } };
  const answer: Promise<unknown> = subject === 'message' ? ask(getMessage, params) : ask(getRequest, params);
  const found = await orMissing(answer);
  return idOf(found && fieldAt(dataOf<unknown>(found), 'dialog_id'));
}

/** A list with some of its rows, which does not say how many there are in all. */
function withoutTotal(body: unknown, isSeen: (row: unknown) => boolean): unknown {
  if (Array.isArray(body)) return body.filter(isSeen);
  const data = fieldAt(body, 'data');
  return { data: Array.isArray(data) ? data.filter(isSeen) : [], status: 'success' };
}
