import { describe, expect, it } from 'vitest';
import { curlOf } from './curl.ts';
import { type Draft, editAt, freshDraft, type ProblemKind, within } from './draft.ts';
import { findOperations } from './find-operations.ts';
import { formNode } from './form-node.ts';
import { confirmationOf, recipientsIn } from './guards.ts';
import { targetOf } from './request.ts';
import { sentBy } from './sent-by.ts';

const read = (schema: unknown, draft: Draft) => {
  const problems = new Map<string, ProblemKind>();
  const value = sentBy(formNode(schema), draft, problems);
  return { value, problems: Object.fromEntries(problems) };
};

const text = { type: 'string', maxLength: 3 };
const whole = { type: 'integer', minimum: 1, maximum: 9 };

describe('what is typed', () => {
  it.each([
    ['a text', text, 'abc', 'abc'],
    ['nothing', text, '', undefined],
    ['null', { anyOf: [text, { type: 'null' }] }, null, null],
    ['a number', whole, '4', 4],
    ['digits where both are taken', { anyOf: [whole, text] }, '4', 4],
    ['digits that are not a number', { anyOf: [whole, text] }, '04', '04'],
    ['digits where a text comes first', { anyOf: [text, whole] }, '4', '4'],
    ['a choice', { enum: ['a', 1] }, '1', 1],
    ['yes', { anyOf: [{ type: 'boolean' }, { enum: ['true', 'false'] }] }, 'true', true],
    ['anything', {}, '{"a":[1]}', { a: [1] }],
    ['fractions', {}, '[0.1, -1e-7, 9007199254740991]', [0.1, -1e-7, 9007199254740991]],
    ['more digits than a number has', { anyOf: [whole, { type: 'string' }] }, '1e+21', '1e+21'],
  ] as const)('%s is sent as it is meant', (_name, schema, draft, value) => {
    expect(read(schema, draft)).toEqual({ value, problems: {} });
  });

  it.each([
    ['a long text', text, 'abcd', 'long'],
    ['no number', whole, 'x', 'number'],
    ['spaces', whole, ' ', 'number'],
    ['a fraction', whole, '1.5', 'whole'],
    ['a large number', whole, '10', 'range'],
    ['no JSON', {}, '{', 'json'],
    ['no UUID', { type: 'string', format: 'uuid' }, '1111', 'form'],
    ['no date', { type: 'string', format: 'date' }, '1 May', 'form'],
    ['no address', { type: 'string', format: 'uri' }, 'example.org', 'form'],
    ['JSON that nobody could write again', {}, '['.repeat(20_000) + ']'.repeat(20_000), 'deep'],
    ['JSON deeper than the gateway takes', {}, '['.repeat(202) + ']'.repeat(202), 'deep'],
    ['a number that would be another', {}, '{"id":[9007199254740993]}', 'digits'],
    ['a number that would be null', {}, '1e400', 'digits'],
    ['such a number in its own field', { type: 'number' }, '12345678901234567890', 'digits'],
  ] as const)('%s is told', (_name, schema, draft, problem) => {
    expect(read(schema, draft).problems).toEqual({ '': problem });
  });

  const list = { type: 'array', items: whole, minItems: 1, maxItems: 2 };
  const entry = (id: number, draft: string, name = '') => ({ id, name, draft });

  it('is a list whose entries must not be empty', () => {
    expect(read(list, [entry(1, '2'), entry(2, '3')]).value).toEqual([2, 3]);
    expect(read(list, []).problems).toEqual({ '': 'few' });
    expect(
      read(
        list,
        [1, 2, 3].map((id) => entry(id, '1')),
      ).problems,
    ).toEqual({ '': 'many' });
    expect(read(list, [entry(7, '')]).problems).toEqual({ '/7': 'missing' });
    expect(read({ ...list, items: text }, [entry(1, '')]).value).toEqual(['']);
    const uuids = { ...list, items: { type: 'string', format: 'uuid' } };
    expect(read(uuids, [entry(1, '')]).problems).toEqual({ '/1': 'missing' });
    const uuid = '1b4e28ba-2fa1-41d2-883f-0016d3cca427';
    expect(read(uuids, [entry(1, uuid)])).toEqual({ value: [uuid], problems: {} });
  });

  it('is an object with names of its own', () => {
    const map = { type: 'object', additionalProperties: {} };
    expect(read(map, [entry(1, '"b"', 'a')]).value).toEqual({ a: 'b' });
    expect(read(map, [entry(1, '1', 'a'), entry(2, '2', 'a')]).problems).toEqual({ '': 'twice' });
    expect(read(map, [entry(1, '1')]).problems).toEqual({ '/1': 'missing' });
  });

  it('is an object that exists only when it was added', () => {
    const inner = { type: 'object', properties: { a: text, b: whole }, required: ['a'] };
    const outer = { type: 'object', properties: { inner } };
    expect(read(outer, freshDraft(formNode(outer)))).toEqual({ value: {}, problems: {} });
    expect(read(outer, { inner: {} }).problems).toEqual({ '/inner/a': 'missing' });
    expect(read(outer, { inner: { a: 'x', b: '2' } }).value).toEqual({ inner: { a: 'x', b: 2 } });
  });

  it('changes only in its place', () => {
    const draft = { 'a/b': [entry(1, 'x'), entry(2, 'y')], c: 'z' };
    const place = within(within('', 'a/b'), 2);
    expect(editAt(draft, place, () => 'new')).toEqual({ ...draft, 'a/b': [entry(1, 'x'), entry(2, 'new')] });
    expect(editAt({}, '/a/b', () => '1')).toEqual({ a: { b: '1' } });
  });
});

it('shows where a request goes whatever is typed, half a character too', () => {
  expect(targetOf('/v1/:id', { params: { id: '\ud83d' }, query: { q: '\ude00' } })).toBe(
    '/v1/%EF%BF%BD?q=%EF%BF%BD',
  );
  expect(targetOf('/v1/:id/:other', { params: { id: '\ud83d' }, query: {} })).toBe('/v1/%EF%BF%BD/:other');
});

it('shows where a request goes before all is filled in', () => {
  const query = { a: [1, 2], b: 'x y' };
  expect(targetOf('/v1/:id/:other-id', { params: { id: 'a/b' }, query })).toBe(
    '/v1/a%2Fb/:other-id?a=1&a=2&b=x+y',
  );
});

describe('a command line', () => {
  const target = {
    upstreamMethod: 'POST',
    path: '/v1/messages',
    address: 'https://api.example.com',
    header: 'Authorization',
    prefix: 'Bearer ',
    takesFile: false,
  };
  const request = { params: {}, query: {}, body: { text: "it's" }, file: undefined };

  it('has what is sent, quoted for a shell, and not the key', () => {
    expect(curlOf(target, request)).toBe(
      [
        "curl -X POST 'https://api.example.com/v1/messages'",
        '-H "Authorization: Bearer $KEY"',
        "-H 'Content-Type: application/json'",
        `--data-raw '{"text":"it'\\''s"}'`,
      ].join(' \\\n  '),
    );
  });

  it('leaves an unknown address open and names a file', () => {
    const file = new File(['x'], 'a.mp3', { type: 'audio/mpeg' });
    const line = curlOf({ ...target, address: undefined, takesFile: true }, { ...request, file });
    expect(line).toContain(`"$URL"'/v1/messages'`);
    expect(line).toContain("--data-binary '@a.mp3'");
  });
});

describe('operations', () => {
  const operation = (name: string, title: string, resource: string) => ({
    name,
    title,
    resource,
    about: 'Shows clients.',
    path: '/v1/x',
  });
  const all = [
    operation('listTags', 'List tags', 'Tags'),
    operation('addTag', 'Add a tag to a client', 'Tags'),
    operation('getClient', 'Get a client', 'Clients'),
  ];
  const found = (typed: string) =>
    findOperations(all, typed).map(({ resource, operations }) => [
      resource,
      ...operations.map(({ name }) => name),
    ]);

  it('are found by words in any order, titles first', () => {
    expect(found('')).toEqual([
      ['Tags', 'listTags', 'addTag'],
      ['Clients', 'getClient'],
    ]);
    expect(found('CLIENT tag')).toEqual([['Tags', 'addTag', 'listTags']]);
    expect(found('nothing')).toEqual([]);
  });
});

describe('guards', () => {
  it.each([
    ['read', [], undefined],
    ['write', ['secrets'], undefined],
    ['send', [], ['send']],
    ['send', ['first-contact'], ['first-contact']],
    ['danger', ['company-wide'], ['danger', 'company-wide']],
    ['danger', ['destroying', 'two-admins'], ['destroying', 'two-admins']],
    ['write', ['money'], ['money']],
  ] as const)('of %s with %j', (effect, guards, warnings) => {
    expect(confirmationOf({ effect, guards })?.warnings).toEqual(warnings);
  });

  it('ask for a name, a number or a reason', () => {
    expect(confirmationOf({ effect: 'danger', guards: ['company-wide'] })?.byName).toBe(true);
    expect(confirmationOf({ effect: 'send', guards: ['mass-sending'] })?.byNumber).toBe(true);
    expect(confirmationOf({ effect: 'read', guards: ['observing'] })?.withReason).toBe(true);
  });

  it('count the people a body reaches', () => {
    expect(recipientsIn({ data: { attributes: { 'individual-ids': ['a', 'b'] } } })).toBe(2);
    expect(recipientsIn({ messages: [{ text: 'a' }, { text: 'b' }, { text: 'c' }] })).toBe(3);
    expect(recipientsIn({ 'individual-group-ids': ['a'] })).toBeUndefined();
  });
});
