import { linkingAt, type PersonLinks, personLinksOptions } from '../gateway/changes/link-person.ts';
import { deskKeys } from './desk-keys.ts';

/** Ids of the operators that admins linked people to, by the UUIDs of these. */
export type OperatorLinks = ReadonlyMap<string, number>;

export const operatorLinksOptions = () => ({
  ...personLinksOptions('chat2desk', deskKeys.operatorLinks),
  select: operatorsOf,
});

const operatorsOf = (links: PersonLinks): OperatorLinks =>
  new Map([...links].map(([person, id]) => [person, Number(id)]));

/** Says which operator a person is. Without a link it is the one with exactly their e-mail address. */
export const linkOperator = linkingAt('chat2desk', deskKeys.operatorLinks);
