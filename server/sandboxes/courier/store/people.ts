/** Who individuals are, and whose users. */
import type { World } from '../world.ts';
import type { Entity, Fields } from './store.ts';

export const individual = ({ store }: World, id: unknown): Entity | undefined =>
  store.find('individuals', id);

/** Names of an individual, as many answers show them. */
export function names(world: World, id: unknown): Fields {
  const { 'first-name': first, 'last-name': last } = individual(world, id)?.fields ?? {};
  return { 'first-name': first ?? null, 'last-name': last ?? null };
}

/** Whether an individual is a client, and nobody of the firm. */
export const isClient = (world: World, id: unknown): boolean =>
  individual(world, id)?.fields['account-type'] === 'participant';

export const userOf = ({ store }: World, individualId: unknown): Entity | undefined =>
  store.where('users', 'primary-individual-id', individualId)[0];

const textsIn = (value: unknown): readonly string[] =>
  [value].flat().filter((one) => typeof one === 'string');

/** Individuals that a request names by themselves or by their groups; each once. */
export function individualsOf(
  { store }: World,
  { individuals, groups }: { individuals: unknown; groups: unknown },
) {
  const members = textsIn(groups).flatMap((id) =>
    textsIn(store.find('individual-groups', id)?.fields.members),
  );
  return [...new Set([...textsIn(individuals), ...members])];
}

/** In whose name a request acts: the owner of the key, unless it says. */
export const actor = ({ owner }: World, { 'individual-id': id }: Fields): string =>
  typeof id === 'string' ? id : owner.individual.id;
