import type { Relation } from '#src/api/claritalk/integrations.ts';
import type { Dossier } from '#src/api/claritalk/meetings/dossiers.ts';
import type { Attendee } from '#src/api/claritalk/meetings/meetings-parts.ts';
import type { Mark } from '#src/api/claritalk/meetings/review.ts';
import { fingerprint } from '#src/lib/hash/fingerprint.ts';
import { languageOf } from '../search-index/model/filters.ts';

/** Something about a meeting that may not be as it should be before it is recorded or approved. */
export type Finding =
  /** Someone who does not work here, and is no relation of a connected system. */
  | { readonly kind: 'unlinked'; readonly person: Attendee }
  /** The system calls the linked relation something else. */
  | {
      readonly kind: 'renamed';
      readonly person: Attendee;
      readonly relation: Relation;
      readonly system: string;
      /** What it was called when someone looked and left it as it was; undefined where nobody has. */
      readonly before: Mark<string> | undefined;
    }
  /** None of the systems that were asked has the linked relation. */
  | { readonly kind: 'gone'; readonly person: Attendee }
  /** `suggested`: the one that is named like a client of the meeting. */
  | { readonly kind: 'noDossier'; readonly suggested: Dossier | undefined }
  /** It is in one that the person cannot see. */
  | { readonly kind: 'lostDossier'; readonly dossierId: string; readonly suggested: Dossier | undefined }
  /** It is in one, and another one is named like a client of the meeting. */
  | { readonly kind: 'otherDossier'; readonly dossier: Dossier; readonly suggested: Dossier }
  /** The latest meetings with the client, as many as `count`, were in the language `usual`. */
  | {
      readonly kind: 'language';
      readonly locale: string;
      readonly usual: string;
      readonly count: number;
    }
  /** An open to-do without an owner, without a day, or without both. */
  | { readonly kind: 'todo'; readonly todo: OpenTodo; readonly missing: 'owner' | 'due' | 'both' };

export interface OpenTodo {
  readonly key: string;
  readonly description: string;
  readonly assignee: string | undefined;
  readonly dueDate: string | undefined;
  readonly done: boolean;
}

export type FindingKind = Finding['kind'];

/** Identifies an attendee among those of a meeting. */
export const personKey = ({ name, email, integrationId }: Attendee): string =>
  `${name} ${email ?? ''} ${integrationId ?? ''}`;

/** Identifies a finding within its meeting, whatever it says. */
export function keyOf(finding: Finding): string {
  switch (finding.kind) {
    case 'unlinked':
      return `unlinked ${personKey(finding.person)}`;
    case 'renamed':
    case 'gone':
      return relationKey(finding.person);
    case 'noDossier':
    case 'lostDossier':
    case 'otherDossier':
      return 'dossier';
    case 'language':
      return 'language';
    case 'todo':
      return `todo ${finding.todo.key}`;
  }
}

/** Of what is found about the relation that an attendee is linked to. */
export const relationKey = ({ integrationId }: Pick<Attendee, 'integrationId'>): string =>
  `relation ${integrationId ?? ''}`;

/** The key of a finding in what is stored with the meeting. */
export const leftKey = (key: string): string => `f${fingerprint(key)}`;

/** What a finding says: one that was left as it is comes back when this changes. */
export function printOf(finding: Finding): string {
  switch (finding.kind) {
    case 'renamed':
      return finding.relation.label;
    case 'otherDossier':
      return `${finding.dossier.id} ${finding.suggested.id}`;
    case 'lostDossier':
      return finding.dossierId;
    case 'language':
      return `${languageOf(finding.locale)} ${languageOf(finding.usual)}`;
    case 'todo':
      return finding.missing;
    default:
      return finding.kind;
  }
}

/** Findings that someone has left as they are, by {@link leftKey}. */
export type Left = Readonly<Record<string, Mark<string | null>>>;

/** The findings without those that were left as they are now. */
export const notLeft = (findings: readonly Finding[], left: Left): Finding[] =>
  findings.filter((finding) => left[leftKey(keyOf(finding))]?.value !== printOf(finding));
