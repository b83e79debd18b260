import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseMeeting } from '#src/api/claritalk/meetings/whole-meeting.ts';
import {
  changedFields,
  changeOf,
  clashes,
  duplicateOf,
  emptyForm,
  formOf,
  type MeetingForm,
  problemsOf,
  standingOf,
  withRelation,
} from './meeting-form.ts';
import { metadataChange, parseMetadata } from './metadata-text.ts';

const wire = {
  id: 'm',
  name: 'Weekly',
  type_id: 3,
  questions: [{ id: 1, theme_id: 5, theme: 'T', question: 'Q?' }],
  attendees: [{ name: 'Ann', email: null, integration_id: 12 }],
  discussionTopics: [{ topic: 'Plans', description: null, discussed: true }],
  dossier_id: 'd1',
  team_ids: ['t2', 't1'],
  locale: 'nl-BE',
  metadata: { crm: 1, duration_in_seconds: 90, allow_audio_recording: true },
};
const form = formOf(normaliseMeeting(wire, 'm'), { crm: 1 });

describe('changeOf', () => {
  it('saves nothing when nothing was changed', () => {
    const same = {
      ...form,
      name: ' Weekly ',
      teamIds: ['t1', 't2'],
      attendees: [...form.attendees, { row: 9, name: ' ', email: '', integrationId: '' }],
      metadata: '{"crm":1}',
    };
    expect(changedFields(form, same)).toEqual([]);
    expect(changeOf(form, same, {})).toEqual({});
  });

  it('saves what was changed, as the API takes it, and nothing else', () => {
    const [ann] = form.attendees;
    expect(
      changeOf(
        form,
        {
          ...form,
          name: 'Monthly',
          attendees: [
            { ...ann!, email: 'ann@x.test' },
            { row: 4, name: 'Bob', email: '', integrationId: 'crm-7' },
          ],
          duration: '2,5',
          dossierId: '',
        },
        {},
      ),
    ).toEqual({
      name: 'Monthly',
      attendees: [
        { name: 'Ann', email: 'ann@x.test', integration_id: 12 },
        { name: 'Bob', email: null, integration_id: 'crm-7' },
      ],
      duration_in_seconds: 150,
      dossier_id: null,
    });
  });

  it('reads a meeting and regards its own form as unchanged, whatever the meeting', () => {
    fc.assert(
      fc.property(fc.object(), fc.jsonValue(), (meeting, metadata) => {
        const read = formOf(normaliseMeeting({ ...wire, ...meeting }, 'm'), metadata);
        expect(changedFields(read, structuredClone(read))).toEqual([]);
        problemsOf(read);
      }),
    );
  });
});

it.each([200, 5000, 100_000])(
  'metadata of %i levels are not accepted, and hinder no other change',
  (levels) => {
    const deep = `{"a":${'['.repeat(levels)}${']'.repeat(levels)}}`;
    expect(parseMetadata(deep)).toBeUndefined();
    const stored = JSON.parse(deep);
    const { a } = metadataChange('{"a":["…"],"b":1}', '{"a":["…"],"b":2}', stored);
    expect(a).toBe(stored.a);
    expect(metadataChange('{}', '{"b":2}', stored).b).toBe(2);
    const began = { ...emptyForm, metadata: '{}' };
    expect(standingOf(began, { ...began, metadata: '{"b":2}' }, began, { ...stored, b: 2 })).toBe('saved');
  },
);

it('metadata are merged key by key with what is stored by then', () => {
  expect(metadataChange('{"a":1,"b":2}', '{"a":3,"c":4}', { a: 1, b: 2, review: 'theirs' })).toEqual({
    a: 3,
    c: 4,
    review: 'theirs',
  });
  expect(parseMetadata('[]')).toEqual({});
  expect(['[1]', '1', '"x"', 'null', '{'].map(parseMetadata)).toEqual(Array(5).fill(undefined));
  const objects = fc.dictionary(fc.string(), fc.jsonValue());
  fc.assert(
    fc.property(objects, objects, (stored, now) => {
      const text = JSON.stringify(stored);
      const plain = JSON.parse(text) as object;
      expect(metadataChange(text, JSON.stringify(now), plain)).toEqual(JSON.parse(JSON.stringify(now)));
      expect(metadataChange(text, text, plain)).toEqual(plain);
    }),
  );
});

it('says when someone else changed the same field to something else', () => {
  const mine = { ...form, name: 'Mine', locale: 'fr' };
  expect(clashes(form, mine, { ...form, name: 'Theirs', dossierId: 'd2' })).toEqual(['name']);
  expect(clashes(form, mine, { ...form, name: 'Mine' })).toEqual([]);
});

it('names what has to be corrected', () => {
  expect(problemsOf(form)).toEqual({});
  expect(problemsOf(emptyForm)).toEqual({ name: 'required' });
  expect(
    problemsOf({
      ...form,
      name: 'x'.repeat(256),
      attendees: [{ row: 0, name: 'Ann', email: 'nowhere', integrationId: '' }],
      topics: [{ row: 0, topic: '', description: 'What?' }],
      locale: 'Dutch!',
      duration: 'an hour',
      metadata: '[1]',
    }),
  ).toEqual({
    name: 'tooLong',
    attendees: 'email',
    topics: 'required',
    locale: 'locale',
    duration: 'duration',
    metadata: 'json',
  });
});

it('checks nothing that is unchanged, except the name', () => {
  const odd: MeetingForm = {
    ...form,
    name: '',
    attendees: [{ row: 0, name: 'Ann', email: 'ann at home', emailWas: 'ann at home', integrationId: '' }],
    locale: 'zh-Hant-TW',
  };
  expect(problemsOf({ ...odd, name: 'Named' }, odd)).toEqual({});
  expect(problemsOf(odd, odd)).toEqual({ name: 'required' });
  const [ann] = odd.attendees;
  const bob = { row: 1, name: 'Bob', email: "bob.o'hara@münchen.example", integrationId: '' };
  const attendees = [ann!, bob];
  expect(problemsOf({ ...odd, name: 'Named', attendees }, odd)).toEqual({});
  expect(
    problemsOf({ ...odd, name: 'Named', attendees: [ann!, { ...bob, email: 'bob at home' }] }, odd),
  ).toEqual({ attendees: 'email' });
  expect(changeOf(odd, { ...odd, attendees }, {}).attendees).toMatchObject([
    { email: 'ann at home' },
    { email: "bob.o'hara@münchen.example" },
  ]);
});

it('a duplicate takes the plan and leaves what was stored about the other meeting', () => {
  expect(duplicateOf(form, 'Copy')).toEqual({ ...form, name: 'Copy', metadata: '{}' });
});

describe('withRelation', () => {
  it('adds an attendee who keeps the id of the connected system, number or text', () => {
    const attendees = withRelation(form.attendees, { id: 7, label: 'Acme' });
    expect(changeOf(form, { ...form, attendees }, {}).attendees).toEqual([
      { name: 'Ann', email: null, integration_id: 12 },
      { name: 'Acme', email: null, integration_id: 7 },
    ]);
  });

  it('replaces an empty last row', () => {
    const blank = { row: 4, name: '', email: ' ', integrationId: '' };
    expect(withRelation([blank], { id: 'a', label: 'Acme' })).toMatchObject([{ row: 5, name: 'Acme' }]);
  });
});

describe('standingOf', () => {
  const stored = { crm: 1, claritalk_dashboard: { version: 1 } };
  const began = { ...form, metadata: JSON.stringify(stored) };
  const written = {
    ...began,
    name: 'Monthly',
    duration: '1,3',
    metadata: JSON.stringify({ ...stored, crm: 2 }),
  };
  const asStored = { ...began, name: 'Monthly ', duration: '1.3' };

  it('sees that everything was saved, minutes rounded and keys of others added', () => {
    expect(standingOf(began, written, asStored, { ...stored, crm: 2, theirs: true })).toBe('saved');
    expect(standingOf(began, began, began, stored)).toBe('saved');
  });

  it('sees that nothing was', () => {
    expect(standingOf(began, written, began, stored)).toBe('not saved');
  });

  it('does not guess if it is something else, or only a part', () => {
    const theirs = { ...asStored, name: 'Yearly' };
    expect(standingOf(began, written, theirs, { ...stored, crm: 2 })).toBe('unknown');
    expect(standingOf(began, written, asStored, stored)).toBe('unknown');
  });
});
