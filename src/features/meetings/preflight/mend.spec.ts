import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Attendee } from '#src/api/claritalk/meetings/meetings-parts.ts';
import { readReview } from '#src/api/claritalk/meetings/review.ts';
import type { StoredMeeting } from '#src/api/claritalk/meetings/save-meeting.ts';
import { normaliseMeeting } from '#src/api/claritalk/meetings/whole-meeting.ts';
import { leftKey, relationKey } from '#src/services/preflight/finding.ts';
import { AttendeeChanged, type Mend, mendChange } from './mend.ts';

const luc: Attendee = { name: 'Luc Van Hecke', email: 'luc@bakery.test', integrationId: undefined };
const eva: Attendee = { name: 'Eva', email: undefined, integrationId: 7 };
const seen = { value: 'Bakery', by: 'owen', at: '2026-11-20T15:00:00.000Z' };

/** As it is stored after a change, or before any. */
function stored(change: object = {}, metadata: unknown = { other: 1 }): StoredMeeting {
  const wire = {
    attendees: [luc, eva].map(({ name, email, integrationId }) => ({
      name,
      email,
      integration_id: integrationId,
    })),
    dossier_id: 'd1',
    locale: 'fr',
    ...change,
  };
  const kept = 'metadata' in change ? change.metadata : metadata;
  return { meeting: normaliseMeeting({ ...wire, metadata: kept }, 'm1'), metadata: kept };
}

const mends: readonly Mend[] = [
  { kind: 'link', person: luc, relation: { id: 'rel-1', label: 'Bakery' }, seen },
  { kind: 'unlink', person: eva },
  { kind: 'rename', person: eva, name: 'Eva Peeters' },
  { kind: 'dossier', dossierId: 'd2' },
  { kind: 'language', locale: 'nl' },
];

it('changes one attendee, and says nothing of what it leaves', () => {
  expect(mendChange(stored(), mends[1]!)).toEqual({
    attendees: [
      { name: 'Luc Van Hecke', email: 'luc@bakery.test', integration_id: null },
      { name: 'Eva', email: null, integration_id: null },
    ],
  });
  expect(mendChange(stored(), mends[3]!)).toEqual({ dossier_id: 'd2' });
  expect(mendChange(stored(), mends[4]!)).toEqual({ locale: 'nl' });
});

it('keeps what a relation is called beside the link, where that is not the attendee’s name', () => {
  const { attendees, metadata } = mendChange(stored(), mends[0]!) ?? {};
  expect(attendees?.[0]).toMatchObject({ name: 'Luc Van Hecke', integration_id: 'rel-1' });
  expect(metadata).toMatchObject({ other: 1 });
  expect(readReview(metadata).left[leftKey(relationKey({ integrationId: 'rel-1' }))]).toEqual(seen);
  const same = { ...mends[0]!, relation: { id: 'rel-1', label: 'LUC van Hecke' } } as Mend;
  expect(mendChange(stored(), same)).not.toHaveProperty('metadata');
});

it('is done when it is done: the same again writes nothing', () => {
  fc.assert(
    fc.property(fc.constantFrom(...mends), (mend) => {
      const change = mendChange(stored(), mend);
      expect(change).toBeDefined();
      expect(mendChange(stored(change), mend)).toBeUndefined();
    }),
  );
});

it('touches nobody when the attendee was changed in the meantime', () => {
  expect(() => mendChange(stored({ attendees: [{ name: 'Someone' }] }), mends[1]!)).toThrow(AttendeeChanged);
});
