import * as v from 'valibot';
import { fillPath, queryString } from '#contract/match.ts';
import type { ParamsOf, QueryOf, ResponseOf } from '#contract/operation.ts';
import type { ConnectedOperation } from '#contract/system.ts';
import { refusal } from '../../http/refusal.ts';
import { askSystem } from '../ask-system.ts';
import type { OfferedSystem } from '../offered.ts';
import type { ConnectionStore } from '../store.ts';
import { askingOf, type SystemClients } from '../system-clients.ts';

export interface CompanyOptions extends SystemClients {
  readonly store: ConnectionStore;
  readonly offered: OfferedSystem;
}

interface Input<O extends ConnectedOperation> {
  readonly params?: ParamsOf<O>;
  readonly query?: QueryOf<O>;
}

/** Reads from an organisation's company at the system, with the key of its connection. @throws Refusal */
export type AskCompany = <O extends ConnectedOperation>(row: O, input?: Input<O>) => Promise<ResponseOf<O>>;

const withinMs = 10_000;
/** Two hundred long messages. */
const maxAnswerBytes = 8 * 1024 * 1024;

export function companyOf(options: CompanyOptions, organisation: string): AskCompany {
  const { store, offered } = options;
  const { id, name } = offered.system;
  return async (row, { params, query } = {}) => {
    const { client, key, bad, refused } = await askingOf(options, organisation);
    store.countRequest(organisation, id);
    const template = await store.paths.templateOf(organisation, row);
    const path = fillPath(template, params) + queryString(query);
    const question = { operation: row.name, path, template, withinMs, maxAnswerBytes };
    const body = await askSystem(offered, { client, key, bad }, question).catch(async (error) => {
      if (error === bad) await refused();
      throw error;
    });
    if (!isAnswer(row, body)) throw refusal('upstream-unreadable', { system: name });
    return body;
  };
}

const isAnswer = <O extends ConnectedOperation>({ response }: O, body: unknown): body is ResponseOf<O> =>
  v.is(response, body);
