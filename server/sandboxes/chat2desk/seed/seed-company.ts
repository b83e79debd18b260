import { addressOf } from '../../firm/addresses.ts';
import { organisations, teams, users } from '../../firm/people.ts';
import type { Database } from '../../lib/database.ts';
import type { Random } from '../../lib/random.ts';
import * as data from './company-data.ts';

const dayMs = 24 * 3600 * 1000;

export interface SeededOperator {
  readonly id: number;
  readonly firstName: string;
  readonly locale: string;
}

const rightsOf = (role: string) => {
  const wanted = /admin/.test(role) ? 'admin' : role === 'manager' ? 'supervisor' : 'operator';
  const rights = data.accessRights.find(({ role: own }) => own === wanted);
  if (!rights) throw new Error(`nobody may be ${wanted}`);
  return rights.id;
};

/** The people of the firm itself, not of its child organisations. */
function addOperators(database: Database, random: Random, now: number): readonly SeededOperator[] {
  return users
    .filter(({ organisation }) => organisation === undefined)
    .map((user, at) => {
      const [firstName = '', ...rest] = user.name.split(' ');
      const online = at < 3 || random.chance(0.6);
      const id = data.firstIds.operator + at;
      database.run(
        `INSERT INTO operators (id, email, access_right_id, status_id, online, first_name, last_name, last_visit)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        id,
        addressOf(user),
        rightsOf(user.role),
        online ? 0 : random.integer(1, 5),
        Number(online),
        firstName,
        rest.join(' '),
        now - random.integer(0, 12 * 60) * 60_000,
      );
      for (let day = 1; day <= 14; day++) {
        const sql = 'INSERT INTO operator_events (operator_id, event, created) VALUES (?, ?, ?)';
        database.run(sql, id, 'login', now - day * dayMs);
      }
      return { id, firstName, locale: user.locale };
    });
}

function addGroups(database: Database, operators: readonly SeededOperator[]): void {
  for (const [at, { name, members }] of teams.entries()) {
    const id = data.firstIds.group + at;
    database.run('INSERT INTO operator_groups VALUES (?, ?)', id, name);
    for (const operator of operators.filter(({ firstName }) => members.includes(firstName))) {
      database.run('INSERT INTO operator_group_members VALUES (?, ?)', id, operator.id);
    }
  }
}

function addTags(database: Database): void {
  let id = data.firstTagId;
  for (const group of data.tagGroups) {
    database.run('INSERT INTO tag_groups VALUES (?, ?, ?, 1)', group.id, group.name, 1);
    for (const [at, label] of group.labels.entries()) {
      const sql =
        'INSERT INTO tags (id, group_id, label, description, bg_color, text_color, order_show) VALUES (?, ?, ?, ?, ?, ?, ?)';
      database.run(sql, id, group.id, label, null, '5b9ee6', 'ffffff', at);
      id++;
    }
  }
}

function addTemplates(database: Database, now: number): void {
  for (const { id, name } of data.templateGroups) {
    database.run('INSERT INTO template_groups VALUES (?, ?)', id, name);
  }
  for (const [at, [group, shortcut, name, text]] of data.templates.entries()) {
    const sql = 'INSERT INTO templates (shortcut, text, name, group_id, created) VALUES (?, ?, ?, ?, ?)';
    database.run(sql, shortcut, text, name, group, now - (300 - at) * dayMs);
  }
}

function addMenu(database: Database): void {
  let id = data.firstMenuId;
  for (const channel of data.channels) {
    const root = id;
    for (const [at, [command, name, text]] of data.menu.entries()) {
      const sql =
        'INSERT INTO menu_items (id, parent_id, channel_id, position, level, name, command, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?)';
      const below = at > 0;
      database.run(sql, id, below ? root : null, channel.id, at, Number(below) + 1, name, command, text);
      id++;
    }
  }
}

/** Seeds the company, its channels, its operators and what helps them answer. */
export function seedCompany(database: Database, random: Random, now: number): readonly SeededOperator[] {
  database.run("INSERT INTO company VALUES (1, ?, 1, '{}')", organisations[0].name);
  for (const { id, name, phone, transports, dailyLimit } of data.channels) {
    const sql = 'INSERT INTO channels VALUES (?, ?, ?, ?, ?)';
    database.run(sql, id, name, phone, JSON.stringify(transports), dailyLimit);
  }
  for (const { id, name, role, permissions } of data.accessRights) {
    const sql = 'INSERT INTO access_rights VALUES (?, ?, ?, ?)';
    database.run(sql, id, name, role, JSON.stringify(permissions));
  }
  const operators = addOperators(database, random, now);
  addGroups(database, operators);
  addTags(database);
  addTemplates(database, now);
  addMenu(database);
  return operators;
}
