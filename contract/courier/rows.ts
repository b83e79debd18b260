/**
 * Rows of Courier, made by what they do to a resource: `list`, `get`, `look` for what else of it is read; `create`,
 * `update`, `act` for what changes. What a row needs and what it takes besides are fields of the query where it reads,
 * attributes where it creates or updates, and of the plain body where it acts.
 */
import * as v from 'valibot';
import { integerQuery, maybe, text, uuid } from '../fields.ts';
import type { Schema } from '../operation.ts';
import { type ConnectedOperation, connected } from '../system.ts';
import { attachmentTypes, maxAttachmentBytes } from './requests.ts';
import { courier } from './system.ts';

type Entries = Readonly<Record<string, v.GenericSchema>>;
type None = Readonly<Record<never, never>>;
type Optional<T extends Entries> = { readonly [K in keyof T]: v.OptionalSchema<T[K], undefined> };

/** How people call one, and several; what it is, to go after a colon. */
interface Nouns {
  readonly one: string;
  readonly many: string;
  readonly what: string;
}

/** Something that Courier keeps, with what its answers say of it. */
interface Resource<O extends Schema = Schema, M extends Schema = Schema> {
  readonly type: string;
  readonly nouns: Nouns;
  readonly one: O;
  readonly many: M;
  /** Its fields with addresses of files. */
  readonly media: readonly string[];
}

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

// @__NO_SIDE_EFFECTS__
export function resource<const A extends v.ObjectEntries>(
  type: string,
  nouns: Nouns,
  attributes: A,
  media: readonly string[] = [],
) {
  const item = v.looseObject({
    type: maybe(v.string()),
    id: v.string(),
    attributes: v.looseObject(attributes),
  });
  const meta = maybe(v.record(v.string(), v.unknown()));
  return {
    type,
    nouns,
    one: v.looseObject({ data: item, meta }),
    many: v.looseObject({ data: v.array(item), meta }),
    media,
  };
}

// @__NO_SIDE_EFFECTS__
function fieldsOf<N extends Entries, T extends Entries>(needs: N | undefined, takes: T | undefined) {
  const optional = Object.entries(takes ?? {}).map(([name, field]) => [name, v.optional(field)]);
  return v.strictObject({ ...needs, ...Object.fromEntries(optional) } as N & Optional<T>);
}

type Told = Pick<ConnectedOperation, 'name' | 'who' | 'place'> &
  Partial<
    Pick<
      ConnectedOperation,
      | 'about'
      | 'actsAs'
      | 'adminFields'
      | 'effect'
      | 'errors'
      | 'guards'
      | 'media'
      | 'paging'
      | 'proxied'
      | 'redact'
      | 'source'
      | 'title'
      | 'path'
    >
  >;

interface Fields<N extends Entries, T extends Entries> {
  /** Fields that must be there. */
  readonly needs?: N;
  /** Fields that may. */
  readonly takes?: T;
}

/** All that the document says of errors: 4XX, with where the mistake is. */
const errors = [{ status: 400, when: 'the request is wrong; each error points to where' }] as const;

const version = '/v1';
const idInPath = v.strictObject({ id: uuid });

/** Parameters that may stand in a query several times. */
const listsIn = (entries: Entries): readonly string[] =>
  Object.entries(entries).flatMap(([name, { type }]) => (type === 'array' ? [name] : []));

// @__NO_SIDE_EFFECTS__
function told<const R extends Told>({ type, nouns }: Resource, row: R, title: string, verb: string) {
  return {
    title: `${title} ${verb === 'Lists' ? nouns.many : nouns.one}`,
    about: `${verb} ${verb === 'Lists' ? nouns.many : nouns.one}: ${nouns.what}.`,
    resource: upperFirst(nouns.many),
    source: 'documented',
    errors,
    path: `${version}/${type}/`,
    ...row,
  } as const;
}

/** How a list is paged where not as most are. */
interface Page {
  readonly min?: number;
  readonly max: number;
  readonly usual?: number;
  /** Where the number of all rows stands. */
  readonly total?: string;
}

export const pageFields = { 'page[limit]': integerQuery(1, 1000), 'page[offset]': integerQuery() };

/** Rows of a resource, page by page. */
// @__NO_SIDE_EFFECTS__
export function list<M extends Schema, N extends Entries = None, T extends Entries = None>(
  of: Resource<Schema, M>,
  row: Told & Fields<N, T> & { readonly page?: Page },
) {
  const { needs, takes, page = { max: 1000, usual: 100 }, ...rest } = row;
  const { min = 1, max, usual, ...total } = page;
  const query = v.strictObject({
    ...fieldsOf(needs, takes).entries,
    'page[limit]': v.optional(integerQuery(min, max)),
    'page[offset]': v.optional(integerQuery()),
  });
  return connected(courier, {
    ...told(of, rest, 'List', 'Lists'),
    method: 'GET',
    effect: 'read',
    query,
    repeatable: listsIn({ ...needs, ...takes }),
    response: of.many,
    media: of.media,
    paging: { ...courier.paging, minLimit: min, maxLimit: max, usualLimit: usual, ...total },
  });
}

/** All rows of a resource at once. */
// @__NO_SIDE_EFFECTS__
export function listAll<M extends Schema, N extends Entries = None, T extends Entries = None>(
  of: Resource<Schema, M>,
  row: Told & Fields<N, T>,
) {
  const { needs, takes, ...rest } = row;
  return connected(courier, {
    ...told(of, rest, 'List', 'Lists'),
    method: 'GET',
    effect: 'read',
    query: fieldsOf(needs, takes),
    repeatable: listsIn({ ...needs, ...takes }),
    response: of.many,
    media: of.media,
  });
}

/** One row of a resource. */
// @__NO_SIDE_EFFECTS__
export function get<O extends Schema, N extends Entries = None, T extends Entries = None>(
  of: Resource<O>,
  row: Told & Fields<N, T>,
) {
  const { needs, takes, ...rest } = row;
  return connected(courier, {
    ...told(of, rest, 'Get', 'Shows'),
    method: 'GET',
    path: rest.path ?? `${version}/${of.type}/:id/`,
    effect: 'read',
    params: idInPath,
    query: fieldsOf(needs, takes),
    response: of.one,
    media: of.media,
  });
}

type Titled = Told & Pick<ConnectedOperation, 'title' | 'about'>;

/** Something else that can be read of one row. */
// @__NO_SIDE_EFFECTS__
export function look<R extends Schema, N extends Entries = None, T extends Entries = None>(
  of: Resource,
  verb: string,
  row: Titled & Fields<N, T> & { readonly response: R },
) {
  const { needs, takes, ...rest } = row;
  return connected(courier, {
    ...told(of, rest, '', ''),
    method: 'GET',
    path: `${version}/${of.type}/:id/${verb}/`,
    effect: 'read',
    params: idInPath,
    query: fieldsOf(needs, takes),
    response: rest.response,
  });
}

interface Answers<R extends Schema> {
  /** What is answered where it is not the resource itself. */
  readonly answers?: R;
}

const document = { meta: v.optional(v.strictObject({})) };

/** A new row of a resource. */
// @__NO_SIDE_EFFECTS__
export function create<
  O extends Schema,
  N extends Entries = None,
  T extends Entries = None,
  R extends Schema = O,
>(of: Resource<O>, row: Told & Fields<N, T> & Answers<R>) {
  const { needs, takes, answers, ...rest } = row;
  return connected(courier, {
    ...told(of, rest, 'Create', 'Adds'),
    method: 'POST',
    effect: rest.effect ?? 'write',
    body: v.strictObject({
      data: v.strictObject({ type: v.literal(of.type), attributes: fieldsOf(needs, takes) }),
      ...document,
    }),
    response: (answers ?? of.one) as R,
    media: answers ? [] : of.media,
    successStatuses: [201],
  });
}

/** A change of one row. */
// @__NO_SIDE_EFFECTS__
export function update<O extends Schema, T extends Entries = None>(
  of: Resource<O>,
  row: Told & { readonly takes: T },
) {
  const { takes, ...rest } = row;
  return connected(courier, {
    ...told(of, rest, 'Change', 'Changes'),
    method: 'PATCH',
    path: `${version}/${of.type}/:id/`,
    effect: rest.effect ?? 'write',
    params: idInPath,
    body: v.strictObject({
      data: v.strictObject({
        id: uuid,
        type: v.literal(of.type),
        attributes: fieldsOf(undefined, takes),
      }),
      ...document,
    }),
    response: of.one,
    media: of.media,
  });
}

/** Something that is done to one row, with a plain body. */
// @__NO_SIDE_EFFECTS__
export function act<
  O extends Schema,
  N extends Entries = None,
  T extends Entries = None,
  R extends Schema = O,
>(of: Resource<O>, verb: string, row: Titled & Fields<N, T> & Answers<R>) {
  const { needs, takes, answers, ...rest } = row;
  return connected(courier, {
    ...told(of, rest, '', ''),
    method: 'POST',
    path: rest.path ?? `${version}/${of.type}/:id/${verb}/`,
    effect: rest.effect ?? 'write',
    params: idInPath,
    body: fieldsOf(needs, takes),
    response: (answers ?? of.one) as R,
    media: answers ? [] : of.media,
    successStatuses: [201],
  });
}

/** Something that is done with a plain body and to no row of the resource. */
// @__NO_SIDE_EFFECTS__
export function post<R extends Schema, N extends Entries = None, T extends Entries = None>(
  of: Resource,
  row: Titled & Fields<N, T> & { readonly answers: R } & Partial<Pick<ConnectedOperation, 'successStatuses'>>,
) {
  const { needs, takes, answers, ...rest } = row;
  return connected(courier, {
    successStatuses: [201],
    ...told(of, rest, '', ''),
    method: 'POST',
    effect: rest.effect ?? 'write',
    body: fieldsOf(needs, takes),
    response: answers,
  });
}

/** What a telephone provider calls at Courier; never a client. */
// @__NO_SIDE_EFFECTS__
export function incoming(of: Resource, verb: string, row: Pick<Titled, 'name' | 'title' | 'about'>) {
  return connected(courier, {
    ...told(of, { ...row, who: 'nobody', place: 'nowhere' }, '', ''),
    method: 'POST',
    path: `${version}/${of.type}/:id/${verb}/`,
    effect: 'incoming',
    params: idInPath,
    body: v.record(text(64), text(2000)),
    bodyKind: 'form',
    response: v.unknown(),
  });
}

/**
 * The second of three steps: the file itself, to where the answer to the first wants it. Our reading of its fields.
 * @param within where these are in the answer, with a dot at the end.
 */
// @__NO_SIDE_EFFECTS__
export function upload(
  of: Resource,
  created: string,
  within: string,
  row: Titled & Partial<Pick<ConnectedOperation, 'isKindChecked' | 'maxBodyBytes'>>,
) {
  return connected(courier, {
    maxBodyBytes: maxAttachmentBytes,
    ...told(of, row, '', ''),
    source: 'ours',
    method: 'POST',
    path: `/uploads/${of.type}/:id/`,
    addressFrom: {
      operation: created,
      id: `${within}id`,
      address: `${within}upload-url`,
      form: `${within}upload-data`,
    },
    effect: 'write',
    guards: ['secrets'],
    params: idInPath,
    bodyKind: 'bytes',
    bodyTypes: attachmentTypes,
    rateClass: 'upload',
    response: v.unknown(),
    successStatuses: [200, 201, 204],
    errors: [{ status: 403, when: 'the address is no longer valid' }],
  });
}

/** The file of one row. Our guess: what is kept can be fetched, at an address that the document does not have. */
// @__NO_SIDE_EFFECTS__
export function download(of: Resource, row: Titled) {
  return connected(courier, {
    ...told(of, row, '', ''),
    source: 'ours',
    method: 'GET',
    path: `${version}/${of.type}/:id/download/`,
    effect: 'read',
    params: idInPath,
    requestHeaders: ['range'],
    responseHeaders: ['accept-ranges', 'content-range'],
    response: v.unknown(),
    answerKind: 'bytes',
    successStatuses: [200, 206],
    rateClass: 'upload',
    errors: [{ status: 404, when: 'there is no such address, or no file' }],
  });
}
