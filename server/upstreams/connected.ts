import * as v from 'valibot';
import type { ConnectedOperation, ErrorForm, System, SystemId } from '#contract/system.ts';
import { wholeCharacters } from '#contract/whole-characters.ts';
import { defaultTimeouts } from './client.ts';
import type { Quota, Upstream, UpstreamError, UpstreamLimits } from './upstream.ts';

const mebibyte = 1024 * 1024;

const limits: UpstreamLimits = {
  requests: { total: 32, each: 8, waiting: 100 },
  uploads: { total: 8, each: 2, waiting: 8 },
  progress: { requests: 120, bytes: 16 * mebibyte, allBytes: 64 * mebibyte },
  answerBytes: 16 * mebibyte,
  fileBytes: 2048 * mebibyte,
};

/** What a key is tried with: the cheapest read that changes nothing and is open to every key. */
export interface KeyCheck {
  readonly operation: string;
  readonly query: string;
}

export const keyChecks: Readonly<Record<SystemId, KeyCheck>> = {
  chat2desk: { operation: 'getApiInfo', query: '' },
  claap: { operation: 'listRecordings', query: '?limit=1' },
  courier: { operation: 'listUsers', query: '?page%5Blimit%5D=1' },
};

/** Returns a connected system as the proxy knows it, from its table: one key for everyone in an organisation. */
export function connectedUpstream(system: System, rows: readonly ConnectedOperation[]): Upstream {
  const { id, name, root, credential, errorForms } = system;
  const operations = rows.filter(({ proxied }) => proxied);
  return {
    id,
    name,
    root,
    prefix: '',
    operations,
    credential: { of: 'connection', ...credential },
    // None of the three systems documents its own; these are the usual names.
    rateHeaders: {
      limit: 'x-ratelimit-limit',
      remaining: 'x-ratelimit-remaining',
      reset: 'x-ratelimit-reset',
      retryAfter: 'retry-after',
    },
    readError: (status, body) => errorIn(errorForms, status, body),
    timeouts: defaultTimeouts,
    limits: { ...limits, quotas: quotasOf(system, operations) },
  };
}

/** What is sent to people has its own limit; months and thirty days are longer than a server's memory. */
function quotasOf({ limits: told }: System, operations: readonly ConnectedOperation[]): readonly Quota[] {
  const only = operations.filter(({ effect }) => effect === 'send').map(({ name }) => name);
  return told.flatMap(({ of, count, perMs }) =>
    of === 'sends' && typeof count === 'number'
      ? [{ rateClass: 'default' as const, only, requests: count, perMs }]
      : [],
  );
}

/** An error with a success status concerns the request itself. */
const saidWithSuccess = 422;

function errorIn(forms: readonly ErrorForm[], status: number, body: unknown): UpstreamError | undefined {
  const isError = status >= 400;
  const form = forms.find(({ withSuccess, schema }) => (isError || withSuccess) && v.is(schema, body));
  if (!form) return undefined;
  return { status: isError ? status : saidWithSuccess, said: wordsOf(body) };
}

/** Fields that put what is wrong into words, the best first. */
const wordings = ['message', 'detail', 'text', 'title'];
/** Contain what is wrong; all other names are names of fields. */
const holders = ['errors', 'error'];
const unsaid = ['status', 'code', 'source', 'meta', 'links', 'id', 'type', 'path'];
const mostWords = 5;
const deepest = 4;
const longest = 300;

function wordsOf(body: unknown): string | undefined {
  const found = [...new Set(wordsIn(body, '', 0))].slice(0, mostWords);
  return found.length === 0 ? undefined : wholeCharacters(found.join(' · '), longest);
}

/** `bad_request` tells people nothing where there is more. */
const isCode = (text: string | undefined): boolean => /^[a-z]+(_[a-z]+)*$/.test(text ?? '');

/** Returns the texts of an error in any form, each after its field's name. */
function wordsIn(value: unknown, field: string, depth: number): readonly string[] {
  if (typeof value === 'string') return value === '' ? [] : [field === '' ? value : `${field}: ${value}`];
  if (typeof value !== 'object' || value === null || depth > deepest) return [];
  if (Array.isArray(value)) return value.flatMap((item: unknown) => wordsIn(item, field, depth + 1));
  const entries = new Map<string, unknown>(Object.entries(value));
  const best = wordings.map((name) => entries.get(name)).find((text) => typeof text === 'string' && text);
  const own = wordsIn(best, field, depth + 1);
  const below = [...entries].flatMap(([name, item]) => {
    if (wordings.includes(name) || unsaid.includes(name)) return [];
    // Next to a text, an error is a code.
    if (holders.includes(name)) {
      const isWord = name === 'error' && own.length > 0 && typeof item === 'string';
      return isWord ? [] : wordsIn(item, field, depth + 1);
    }
    return own.length > 0 ? [] : wordsIn(item, name, depth + 1);
  });
  return isCode(own[0]) && below.length > 0 ? below : [...own, ...below];
}
