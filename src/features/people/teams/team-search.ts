import type { Team } from '#src/api/claritalk/teams.ts';
import { intl } from '#src/lib/intl.ts';
import { fold } from '#src/services/search-index/model/fold.ts';

/** Teams that have every word of a text in their name or those of their members, in the order of their names. */
export function findTeams(teams: readonly Team[], text: string, locale: string): readonly Team[] {
  const words = fold(text)
    .split(/\s+/)
    .filter((word) => word !== '');
  const { compare } = intl.collator(locale, { sensitivity: 'base', numeric: true });
  return teams
    .filter(({ id, name, members }) => {
      const haystack = fold([name, id, ...members.map((member) => member.name)].join('\n'));
      return words.every((word) => haystack.includes(word));
    })
    .toSorted((one, other) => compare(one.name, other.name));
}
