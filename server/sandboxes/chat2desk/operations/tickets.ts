import * as contract from '#contract/chat2desk/tickets.ts';
import type { Value } from '../../lib/database.ts';
import { done, handle, success } from '../handler.ts';
import type { Services } from '../services.ts';
import { findRequest } from '../store/dialogs.ts';
import { Conditions, listed, maybeNumber } from '../store/lists.ts';
import { adminOf, findOperator } from '../store/operators.ts';
import { iso } from '../values/times.ts';
import { badRequest, notFound, type Problem, problem, Refusal } from '../web/errors.ts';

interface TicketRow {
  readonly id: number;
  readonly summary: string;
  readonly description: string;
  readonly status: number;
  readonly priority: number;
  readonly deadline: number | null;
  readonly assignee_id: number | null;
  /** Null: by the API. */
  readonly updater_id: number | null;
  readonly reporter_id: number | null;
  readonly created: number;
  readonly updated: number;
}

/** The name for changes by someone who is not an operator. */
const byApi = 'Public API';

function requestIdsOf({ database }: Services, id: number): readonly string[] {
  const sql = 'SELECT request_id FROM ticket_requests WHERE ticket_id = ? ORDER BY request_id';
  return database.all<{ request_id: number }>(sql, id).map(({ request_id }) => String(request_id));
}

const toTicket = (services: Services, row: TicketRow) => ({
  id: `TICK-${row.id}`,
  deadline: row.deadline === null ? null : iso(row.deadline),
  summary: row.summary,
  description: row.description,
  status: row.status,
  priority: row.priority,
  created_at: iso(row.created),
  updated_at: iso(row.updated),
  assignee_id: row.assignee_id,
  updater_id: row.updater_id ?? byApi,
  reporter_id: row.reporter_id ?? byApi,
  request_ids: requestIdsOf(services, row.id),
});

const find = ({ database }: Services, id: string | number): TicketRow | undefined =>
  database.get('SELECT * FROM tickets WHERE id = ?', Number(id));

/** @throws Refusal 404 */
function ticketInPath(services: Services, id: string | number): TicketRow {
  const row = find(services, id);
  if (!row) throw notFound(`Ticket #${id} not found`);
  return row;
}

const listTickets = handle(contract.listTickets, ({ services, query }) => {
  const where = new Conditions()
    .when(maybeNumber(query.status), 'status = ?')
    .when(maybeNumber(query.priority), 'priority = ?')
    .when(maybeNumber(query.assignee_id), 'assignee_id = ?')
    .when(maybeNumber(query.updater_id), 'updater_id = ?')
    .when(maybeNumber(query.reporter_id), 'reporter_id = ?')
    .when(
      maybeNumber(query.request_id),
      'id IN (SELECT ticket_id FROM ticket_requests WHERE request_id = ?)',
    );
  const list = { from: 'tickets', where, order: query.order };
  return listed<TicketRow>(services.database, list, query, (row) => toTicket(services, row));
});

const getTicket = handle(contract.getTicket, ({ services, params }) =>
  success(toTicket(services, ticketInPath(services, params.id))),
);

interface Links {
  readonly assignee_id?: string | number | undefined;
  readonly reporter_id?: string | number | undefined;
  readonly deadline?: string | undefined;
  readonly request_ids?: readonly (string | number)[] | undefined;
}

/** @throws Refusal 400 by field: what a ticket names has to exist, and its deadline to be in the future. */
function check({ database }: Services, body: Links): void {
  const errors: Record<string, readonly Problem[]> = {};
  for (const name of ['assignee_id', 'reporter_id'] as const) {
    const id = body[name];
    if (id !== undefined && !findOperator(database, id)) errors[name] = [problem('Not found')];
  }
  if (body.deadline !== undefined && Date.parse(body.deadline) <= Date.now()) {
    errors.deadline = [problem('Parameter must be later than the current date', 'unsupported_value')];
  }
  if (body.request_ids?.some((id) => !findRequest(database, id))) {
    errors.request_ids = [problem('One of provided request_ids is not found')];
  }
  if (Object.keys(errors).length > 0) throw badRequest(errors);
}

function link({ database }: Services, id: number, requestIds: readonly (string | number)[]): void {
  database.run('DELETE FROM ticket_requests WHERE ticket_id = ?', id);
  const sql = 'INSERT INTO ticket_requests VALUES (?, ?) ON CONFLICT DO NOTHING';
  for (const requestId of requestIds) database.run(sql, id, Number(requestId));
}

const createTicket = handle(contract.createTicket, ({ services, body }) => {
  const { database, hooks } = services;
  check(services, body);
  const now = Date.now();
  const reporter = Number(body.reporter_id ?? adminOf(database).id);
  const id = database.transaction(() => {
    const ticket = database.run(
      `INSERT INTO tickets (summary, description, status, priority, deadline, assignee_id, updater_id, reporter_id,
         created, updated) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      body.summary,
      body.description,
      body.status ?? 1,
      body.priority,
      body.deadline === undefined ? null : Date.parse(body.deadline),
      maybeNumber(body.assignee_id) ?? null,
      reporter,
      reporter,
      now,
      now,
    );
    link(services, ticket.id, body.request_ids ?? []);
    return ticket.id;
  });
  const ticket = toTicket(services, ticketInPath(services, id));
  hooks.emit('new_ticket', { ticket });
  return success(ticket);
});

/** Returns the change in the words of the webhook. */
function updatesOf(before: ReturnType<typeof toTicket>, after: ReturnType<typeof toTicket>) {
  const changed = (name: string, from: unknown, to: unknown) =>
    from === to ? [] : [[name, `${from ?? ''} → ${to ?? ''}`] as const];
  const attached = after.request_ids.filter((id) => !before.request_ids.includes(id));
  const detached = before.request_ids.filter((id) => !after.request_ids.includes(id));
  return Object.fromEntries([
    ...changed('update_summary', before.summary, after.summary),
    ...changed('update_description', before.description, after.description),
    ...changed('update_status', before.status, after.status),
    ...changed('update_priority', before.priority, after.priority),
    ...changed('update_assignee', before.assignee_id, after.assignee_id),
    ...changed('update_deadline', before.deadline?.slice(0, 10), after.deadline?.slice(0, 10)),
    ...(attached.length > 0 ? [['attach_requests', `[${attached.join(', ')}]`] as const] : []),
    ...(detached.length > 0 ? [['detach_requests', `[${detached.join(', ')}]`] as const] : []),
  ]);
}

const updateTicket = handle(contract.updateTicket, ({ services, params, body }) => {
  const { database, hooks } = services;
  const row = ticketInPath(services, params.id);
  check(services, body);
  const before = toTicket(services, row);
  const values: Record<string, Value> = {
    summary: body.summary ?? row.summary,
    description: body.description ?? row.description,
    status: body.status ?? row.status,
    priority: body.priority ?? row.priority,
    deadline: body.deadline === undefined ? row.deadline : Date.parse(body.deadline),
    assignee_id: maybeNumber(body.assignee_id) ?? row.assignee_id,
    updater_id: null,
    updated: Date.now(),
  };
  database.transaction(() => {
    const sets = Object.keys(values).map((name) => `${name} = ?`);
    database.run(`UPDATE tickets SET ${sets.join(', ')} WHERE id = ?`, ...Object.values(values), row.id);
    if (body.request_ids) link(services, row.id, body.request_ids);
  });
  const ticket = toTicket(services, ticketInPath(services, row.id));
  hooks.emit('ticket_updated', { ticket, updates: updatesOf(before, ticket) });
  return success(ticket);
});

const deleteTicket = handle(contract.deleteTicket, ({ services, params }) => {
  const row = find(services, params.id);
  if (!row) {
    // With a success status, as documented.
    const errors = problem(`Ticket #${params.id} not found`);
    throw new Refusal(200, { message: 'bad_request', errors, status: 'error' });
  }
  const ticket = toTicket(services, row);
  services.database.run('DELETE FROM tickets WHERE id = ?', row.id);
  services.hooks.emit('ticket_deleted', { id: String(row.id), ticket, 'deleted by': byApi });
  return done;
});

export const ticketHandlers = [listTickets, getTicket, createTicket, updateTicket, deleteTicket];
