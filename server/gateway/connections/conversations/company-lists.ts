import { listChannels } from '#contract/chat2desk/company.ts';
import { listOperatorGroups, listOperators } from '#contract/chat2desk/operators.ts';
import { listTags } from '#contract/chat2desk/tags.ts';
import { emailKey } from '#contract/email.ts';
import { allPages } from './all-pages.ts';
import type { AskCompany } from './company.ts';
import { dataOf, idOf } from './wire.ts';

export interface Named {
  readonly id: number;
  readonly name: string;
}

export interface Operator extends Named {
  /** As `emailKey` has it. */
  readonly email: string;
}

export interface Group extends Named {
  /** Ids of the operators in it. */
  readonly operators: readonly number[];
}

/** What conversations of a company refer to. */
export interface CompanyLists {
  readonly channels: readonly Named[];
  readonly tags: readonly Named[];
  readonly operators: readonly Operator[];
  readonly groups: readonly Group[];
}

/** @throws Refusal */
export async function readCompanyLists(ask: AskCompany): Promise<CompanyLists> {
  const [channels, tags, operators, groups] = await Promise.all([
    allPages((query) => ask(listChannels, { query })),
    allPages((query) => ask(listTags, { query })),
    allPages((query) => ask(listOperators, { query })),
    ask(listOperatorGroups),
  ]);
  return {
    channels: channels.flatMap(({ id, name }) => named(id, name)),
    tags: tags.flatMap(({ id, label }) => named(id, label)),
    operators: operators.flatMap(({ id, first_name, last_name, email }) => {
      const name = [first_name, last_name].filter(Boolean).join(' ') || email;
      return named(id, name).map((one) => ({ ...one, email: emailKey(email ?? '') }));
    }),
    groups: dataOf(groups).flatMap(({ id, name, operator_ids }) =>
      named(id, name).map((one) => ({
        ...one,
        operators: (operator_ids ?? []).flatMap((of) => idOf(of) ?? []),
      })),
    ),
  };
}

function named(value: unknown, name: string | null | undefined): readonly Named[] {
  const id = idOf(value);
  return id === undefined ? [] : [{ id, name: name || String(id) }];
}
