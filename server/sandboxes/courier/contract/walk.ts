/**
 * A walk over all rows of Courier, each in a state in which it can be answered: straight at the sandbox, or through the
 * gateway. What is made on the way is what later rows are about.
 */
import { operations } from '#contract/courier/table.ts';
import type { ConnectedOperation } from '#contract/system.ts';
import type { Answer, Request } from '../../lib/testing/system-world.ts';
import { plainRow } from '../store/shapes.ts';
import { type GoldenRequest, goldenRequest, type Known } from './golden-requests.ts';

/** How Courier is asked. */
export interface Way {
  call(operation: ConnectedOperation, request: Request): Promise<Answer>;
  /** The second of three steps: the file that was announced under an id. */
  upload(operation: ConnectedOperation, id: string): Promise<Answer>;
}

const typeOf = ({ path }: ConnectedOperation) => path.split('/')[2] ?? '';

/** Rows that say a file comes; the answer names where to. */
const announcing = new Set(operations.flatMap(({ addressFrom }) => addressFrom?.operation ?? []));

// Things are created first, files sent and finished, then all is read and changed; what takes away comes last.
const takesAway = ['purgeData', 'deleteAnnouncer', 'terminateVideoChannel'];
const steps: readonly ((operation: ConnectedOperation) => boolean)[] = [
  ({ name }) => takesAway.includes(name),
  (row) => plainRow(row)?.verb === 'create' || row.name === 'runVoiceSettingTask',
  ({ addressFrom }) => addressFrom !== undefined,
  ({ path }) => path.endsWith('/process-upload/'),
  ({ method }) => method === 'GET',
  () => true,
];
const stepOf = (row: ConnectedOperation) => steps.findIndex((step) => step(row)) || steps.length;

/** All rows in the order of a walk. */
export const walked = operations.toSorted((a, b) => stepOf(a) - stepOf(b));

const rowOf = (type: string, verb: string) =>
  operations.find((row) => plainRow(row)?.type === type && plainRow(row)?.verb === verb);

interface KeptType {
  readonly type: string;
  readonly create: ConnectedOperation;
  readonly list: ConnectedOperation;
  readonly get: ConnectedOperation | undefined;
}

/** Types that are created, and found in a list and by their id afterwards. */
export const keptTypes: readonly KeptType[] = operations.flatMap((create) => {
  const plain = plainRow(create);
  const list = plain?.verb === 'create' ? rowOf(plain.type, 'list') : undefined;
  // Multicasts answer that they are being sent.
  return plain && list && plain.type !== 'user-multicasts'
    ? [{ type: plain.type, create, list, get: rowOf(plain.type, 'get') }]
    : [];
});

/** Lists that are asked for page by page. */
export const pagedRows = operations.filter(({ paging, path }) => paging && !path.includes(':id'));

/** Lists that show what is created only with a parameter. */
const shownBy: Readonly<Record<string, Record<string, string>>> = {
  'messaging-attachments': { 'filter[include-pending]': 'true' },
  'messaging-bulk-attachments': { 'filter[include-pending]': 'true' },
  'messaging-bulk-messages': { 'include-posted': 'true' },
  'user-devices': { 'all-users': 'true' },
};
/** A second one of these has to differ from the first, or would be the first again. */
const differing = ({ unaskedLast }: Known): Readonly<Record<string, Record<string, unknown>>> => ({
  'user-consents': { 'user-id': unaskedLast },
  'messaging-plugins': { name: 'another' },
  'app-credentials': { 'app-name': 'another.app' },
});

export class Walk {
  readonly #way: Way;
  /** By types: one of each, those that were created here too. By names of operations: what these need. */
  readonly #known: Record<string, string>;

  /** @param known what there is before the first step. */
  constructor(way: Way, known: Known) {
    this.#way = way;
    this.#known = { ...known };
  }

  requestOf(operation: ConnectedOperation): GoldenRequest {
    return goldenRequest(operation, this.#known, this.#idFor(operation));
  }

  /** Asks for a row by its golden request, and keeps what came of it. */
  async step(operation: ConnectedOperation): Promise<Answer> {
    const answer = operation.addressFrom
      ? await this.#way.upload(operation, this.#idFor(operation) ?? '')
      : await this.#way.call(operation, this.requestOf(operation));
    this.#keep(operation, answer);
    return answer;
  }

  /** Creates one more of a type. @returns the answers to that, to the list that it belongs to, and to its id */
  async createdAndFound({ type, create, list, get }: KeptType) {
    const body = structuredClone(this.requestOf(create).body) as {
      data: { attributes: Record<string, unknown> };
    };
    Object.assign(body.data.attributes, differing(this.#known)[type]);
    const answer = (await this.#way.call(create, { body })).body;
    const made = answer.data ?? answer;
    const query = this.#queryOf(list);
    for (const [name, value] of Object.entries(body.data.attributes)) {
      if (Object.hasOwn(query, name)) query[name] = value;
    }
    const { body: page } = await this.#way.call(list, { query });
    const found = get && (await this.#way.call(get, { params: { id: made.id } })).body;
    return { made, page, found };
  }

  /** Ids of a list: on the largest pages there are, and on seven small ones. */
  async pages(operation: ConnectedOperation): Promise<{ all: string[]; small: string[] }> {
    const ask = async (limit: number, offset: number): Promise<string[]> => {
      const page = { 'page[limit]': String(limit), 'page[offset]': String(offset) };
      const query = { ...this.#queryOf(operation), ...page };
      const { body } = await this.#way.call(operation, { query });
      return body.data.map(({ id }: { id: string }) => id);
    };
    const most = operation.paging?.maxLimit ?? 1;
    const all: string[] = [];
    for (let at = 0; ; at += most) {
      const page = await ask(most, at);
      all.push(...page);
      if (page.length < most) break;
    }
    const small: string[] = [];
    const size = Math.max(1, Math.ceil(all.length / 7));
    for (let at = 0; at <= all.length; at += size) small.push(...(await ask(size, at)));
    return { all, small };
  }

  #idFor(operation: ConnectedOperation): string | undefined {
    return this.#known[operation.name] ?? this.#known[typeOf(operation)];
  }

  #queryOf(list: ConnectedOperation): Record<string, unknown> {
    return { ...Object(this.requestOf(list).query), ...shownBy[typeOf(list)] };
  }

  /** Keeps what was created, so that later rows have something to be about. */
  #keep(operation: ConnectedOperation, { body }: Answer): void {
    const known = this.#known;
    if (operation.name === 'runVoiceSettingTask') known['voice-tasks'] = body.data.id;
    // Who was asked is not asked again.
    if (operation.name === 'createUserConsent') known.unasked = known.unaskedToo ?? '';
    const plain = plainRow(operation);
    if (plain?.verb !== 'create' || !body) return;
    const { id } = body.data ?? body;
    if (announcing.has(operation.name)) known[plain.type] = id;
    known[plain.type] ??= id;
    if (operation.name === 'createUserEmail') known.sendUserEmail = id;
    // It is a draft, which is posted.
    if (operation.name === 'createMessagingMessage') known.updateMessagingMessage = id;
  }
}
