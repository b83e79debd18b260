import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Mark, type ReviewPath, readReview } from './review.ts';
import { markAt, reviewPaths, writeMarks } from './write-review.ts';

const at = '2026-11-20T10:00:00.000Z';
const mark = <T>(value: T): Mark<T> => ({ value, by: 'u1', at });
const review = (inside: unknown) => ({ claritalk_dashboard: { review: inside } });

const paths = fc.oneof(
  fc
    .tuple(fc.string(), fc.constantFrom('state', 'comment', 'correction'))
    .map(([key, field]) => reviewPaths.answer(key, field as 'state')),
  fc.string().map((key) => reviewPaths.todo(key, 'owner')),
  fc.uuid().map((uuid) => reviewPaths.notes(uuid)),
  fc.constant(reviewPaths.approval()),
);

describe('readReview', () => {
  it('takes anything', () => {
    fc.assert(
      fc.property(fc.anything(), fc.jsonValue(), (metadata, inside) => {
        readReview(metadata);
        readReview(review(inside));
        readReview(
          review({
            answers: { q1: inside },
            todos: inside,
            notes: { u: inside },
            left: inside,
            approval: inside,
          }),
        );
      }),
    );
  });

  it('reads what was written', () => {
    const written = writeMarks({}, [
      [reviewPaths.answer('q1', 'state'), mark('flagged')],
      [reviewPaths.answer('q1', 'comment'), mark('Not what we said')],
      [reviewPaths.answer('q2', 'correction'), { ...mark('Friday'), of: 'abc' }],
      [reviewPaths.todo('t1', 'done'), mark(true)],
      [reviewPaths.todo('t1', 'due'), mark('2026-12-01')],
      [reviewPaths.notes('u1'), mark('Ask Jan')],
      [reviewPaths.left('f1'), mark('Bakery')],
      [reviewPaths.approval(), mark({ of: { q1: 'x' } })],
    ]);
    expect(readReview(JSON.parse(JSON.stringify(written)))).toEqual({
      access: 'writable',
      answers: {
        q1: { state: mark('flagged'), comment: mark('Not what we said') },
        q2: { correction: { ...mark('Friday'), of: 'abc' } },
      },
      todos: { t1: { done: mark(true), due: mark('2026-12-01') } },
      notes: { u1: mark('Ask Jan') },
      left: { f1: mark('Bakery') },
      approval: mark({ sha256: undefined, of: { q1: 'x' } }),
    });
  });

  it.each([
    ['nothing yet', {}, 'writable'],
    [
      'what PHP makes of empty objects',
      { claritalk_dashboard: { review: { answers: [], todos: [] } } },
      'writable',
    ],
    ['an empty list of metadata', [], 'writable'],
    ['the recorder’s fields', { claritalk_dashboard: { version: 1, recording_id: 'r' } }, 'writable'],
    ['a later version', review({ version: 2 }), 'newer'],
    ['a version that is not one', review({ version: 'x' }), 'foreign'],
    ['something else', { claritalk_dashboard: 'mine' }, 'foreign'],
    ['answers that are not', review({ answers: 'x' }), 'foreign'],
    ['what was left that is not', review({ left: 'x' }), 'foreign'],
    ['metadata that is a text', 'x', 'foreign'],
  ])('%s', (_, metadata, access) => {
    expect(readReview(metadata).access).toBe(access);
    if (access !== 'writable') expect(() => writeMarks(metadata, [])).toThrow();
  });
});

describe('writeMarks', () => {
  const metadata = fc.dictionary(fc.string(), fc.jsonValue());

  it('changes the field and nothing else, whatever else exists', () => {
    fc.assert(
      fc.property(metadata, metadata, metadata, paths, fc.jsonValue(), (others, own, known, path, value) => {
        const inside = { ...known, version: 1, answers: {}, todos: {}, notes: {} };
        const before = { ...others, claritalk_dashboard: { ...own, recording_id: 'r', review: inside } };
        const copy = structuredClone(before);
        const after = writeMarks(before, [[path, { value, by: 'u1', at }]]);
        expect(before).toEqual(copy);
        expect(markAt(after, path)).toEqual(value === undefined ? undefined : { value, by: 'u1', at });
        expect(without(after, path)).toEqual(without(before, path));
      }),
    );
  });

  it('keeps unknown fields of the mark that it replaces', () => {
    const path = reviewPaths.answer('q1', 'state');
    const before = review({
      version: 1,
      answers: { q1: { state: { ...mark('accepted'), later: 1 }, more: 2 } },
    });
    expect(writeMarks(before, [[path, mark('flagged')]])).toEqual(
      review({ version: 1, answers: { q1: { state: { ...mark('flagged'), later: 1 }, more: 2 } } }),
    );
  });
});

/** Metadata without the mark at a path, or the objects on the way to it that contain nothing else. */
function without(metadata: object, path: ReviewPath): unknown {
  const copy = structuredClone(metadata) as Record<string, unknown>;
  const trail = ['claritalk_dashboard', 'review', ...path];
  for (let length = trail.length; length > 0; length--) {
    let place: unknown = copy;
    for (const key of trail.slice(0, length - 1)) {
      place = Object.getOwnPropertyDescriptor(Object(place), key)?.value;
    }
    const last = trail[length - 1]!;
    const inside = Object.getOwnPropertyDescriptor(Object(place), last)?.value as unknown;
    const empty = typeof inside !== 'object' || inside === null || Object.keys(inside).length === 0;
    if (length === trail.length || empty) Reflect.deleteProperty(Object(place), last);
  }
  return copy;
}
