import { useQuery } from '@tanstack/react-query';
import { integrationsOptions } from '#src/api/claritalk/integrations.ts';
import { dossiersOptions } from '#src/api/claritalk/meetings/dossiers.ts';
import type { Attendee } from '#src/api/claritalk/meetings/meetings-parts.ts';
import { currentUserQuery, usersOptions } from '#src/api/claritalk/users.ts';
import { findDossier, findLanguage, findRenamed, findUnlinked, guestsOf, systemsToAsk } from './checks.ts';
import { type Finding, type Left, notLeft } from './finding.ts';
import { useStandings } from './use-standings.ts';
import { useUsualLanguage } from './use-usual-language.ts';

/** What is looked at. */
export interface Subject {
  readonly people: readonly Attendee[];
  readonly dossierId: string | undefined;
  readonly locale: string | undefined;
  readonly meetingId: string | undefined;
  readonly left: Left;
}

/** What a check reads, and may not get. */
export type Source = 'people' | 'relations' | 'dossiers';

/** What was looked at, and is known. */
export type Area = 'attendees' | 'dossier' | 'language';

export interface Preflight {
  readonly findings: readonly Finding[];
  /** What could not be read: what depends on it is not known. */
  readonly unread: readonly Source[];
  /** Something is still being read. */
  readonly pending: boolean;
  readonly areas: readonly Area[];
  /** Names of the connected systems that were asked about linked attendees, or would be. */
  readonly systems: readonly string[];
  /** Whether they were. */
  readonly asked: boolean;
  readonly retry: () => void;
}

/** Looks at attendees, dossier and language of a meeting. */
export function usePreflight({ people, dossierId, locale, meetingId, left }: Subject): Preflight {
  const { data: self } = useQuery(currentUserQuery());
  const integrations = useQuery(integrationsOptions());
  const dossiers = useQuery(dossiersOptions());
  const users = useQuery({ ...usersOptions(), enabled: people.length > 0 });
  const systems = systemsToAsk(integrations.data ?? []);
  const standings = useStandings(people, systems, self?.uuid);
  // Without the organisation's people nobody can be told from a client.
  const guests = users.data ? guestsOf(people, [...users.data, ...(self ? [self] : [])]) : [];
  const labels = standings.of.flatMap((one) => (one?.kind === 'found' ? one.relation.label : []));
  const names = guests.map(({ name }) => name);
  const { usual, isKnown } = useUsualLanguage({ dossierId, names, meetingId });
  const hasPeople = people.length === 0 || users.data !== undefined;
  const isAsking = standings.of.some((one) => one?.kind === 'asking');
  const isLinked = standings.of.some((one) => one !== undefined);
  const findings = [
    ...(systems.length > 0 ? findUnlinked(guests) : []),
    ...people.flatMap((person, at) => {
      const standing = standings.of[at];
      return standing && systems.length > 0 ? findRenamed(person, standing, left) : [];
    }),
    // As long as a label may still come, a dossier that is named like it may, too.
    ...(dossiers.data && hasPeople && !isAsking
      ? findDossier({ dossierId, dossiers: dossiers.data, guests, labels })
      : []),
    ...findLanguage(locale, usual),
  ];
  const isSilent = systems.length > 0 && standings.of.some((one) => one?.kind === 'unknown');
  const unread: Source[] = [
    ...(users.isError && !users.data ? (['people'] as const) : []),
    ...(isSilent || (integrations.isError && !integrations.data) ? (['relations'] as const) : []),
    ...(dossiers.isError && !dossiers.data ? (['dossiers'] as const) : []),
  ];
  return {
    findings: notLeft(findings, left),
    unread,
    pending:
      integrations.isLoading || dossiers.isLoading || users.isLoading || (systems.length > 0 && isAsking),
    areas: [
      ...(systems.length > 0 && hasPeople && !isSilent ? (['attendees'] as const) : []),
      ...(dossiers.data ? (['dossier'] as const) : []),
      ...(isKnown ? (['language'] as const) : []),
    ],
    systems: systems.map(({ name }) => name),
    asked: systems.length > 0 && isLinked,
    retry: () => {
      for (const query of [integrations, dossiers, users]) if (query.isError) void query.refetch();
      standings.retry();
    },
  };
}
