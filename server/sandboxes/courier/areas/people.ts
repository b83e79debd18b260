import { recalculateCommunicationSummary } from '#contract/courier/people.ts';
import { byField, type Definition } from '../definition.ts';
import { found, one } from '../resources.ts';
import { type Area, handle } from './area.ts';

const idsOf = (value: unknown) => [value ?? []].flat().map((id) => ({ id }));

const groups: Definition = {
  type: 'individual-groups',
  shown: ({ fields }) => ({ individuals: idsOf(fields.members), leaders: idsOf(fields['leader-ids']) }),
};

const individuals: Definition = { type: 'individuals' };
const organizations: Definition = { type: 'organizations' };

const users: Definition = {
  type: 'users',
  filters: { 'filter[individual-id]': byField('primary-individual-id') },
};

export const people: Area = {
  definitions: [groups, individuals, organizations, users],
  handlers: [
    // Nothing is counted in advance here, so there is nothing to recount.
    handle(recalculateCommunicationSummary, (call) =>
      one(found(call, 'individuals'), individuals, call.services),
    ),
  ],
};
