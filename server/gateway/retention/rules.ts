import { type RetentionRule, retentionStatuses } from '#contract/gateway/retention.ts';
import { dueAt } from './due.ts';

/** What a list of meetings says about one. Times in ms since the epoch. */
export interface ListedFacts {
  readonly status: string;
  readonly language: string | undefined;
  /** The later of its creation and its last change; undefined where Claritalk says neither. */
  readonly changedAt: number | undefined;
}

/** What only the meeting itself says. */
export interface MeetingFacts extends ListedFacts {
  readonly typeId: number | undefined;
  readonly teamIds: readonly string[];
}

const written = (status: string) => status.trim().toLowerCase();

function isKind({ kind }: RetentionRule, status: string): boolean {
  const kinds = kind === 'any' ? Object.values(retentionStatuses).flat() : [...retentionStatuses[kind]];
  return kinds.some((known) => known === written(status));
}

function fitsListed(rule: RetentionRule, facts: ListedFacts, now: number): boolean {
  const { changedAt, status, language } = facts;
  if (changedAt === undefined || dueAt(rule, changedAt) > now) return false;
  return isKind(rule, status) && (rule.language === undefined || rule.language === language);
}

/** Whether any rule may be about a meeting, as far as a list tells. */
export const mayBeDue = (rules: readonly RetentionRule[], facts: ListedFacts, now: number): boolean =>
  rules.some((rule) => fitsListed(rule, facts, now));

/** The position of the first rule by which a meeting is due; undefined if there is none. */
export function ruleOf(
  rules: readonly RetentionRule[],
  facts: MeetingFacts,
  now: number,
): number | undefined {
  const found = rules.findIndex(
    (rule) =>
      fitsListed(rule, facts, now) &&
      (rule.typeId === undefined || rule.typeId === facts.typeId) &&
      (rule.teamId === undefined || facts.teamIds.includes(rule.teamId)),
  );
  return found === -1 ? undefined : found;
}
