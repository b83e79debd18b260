/**
 * Creates `collection.json` from the Postman collection of Chat2Desk's documentation: method, address, headers and body
 * of each request and the status of its first sample, nothing else. Ids become variables, because a sandbox has others.
 *
 *     node server/sandboxes/chat2desk/testing/postman/reduce-collection.ts <collection of the documentation>
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { type Change, changes, everywhere } from './changes.ts';

const request = v.object({
  method: v.string(),
  url: v.string(),
  header: v.optional(v.array(v.object({ key: v.string(), value: v.string() })), []),
  body: v.optional(v.object({ raw: v.optional(v.string(), '') })),
});
const item = v.object({
  name: v.string(),
  request,
  response: v.optional(v.array(v.object({ code: v.optional(v.number()) })), []),
});
const folder = v.object({ name: v.string(), item: v.array(item) });
const collection = v.object({ item: v.array(folder) });

/** Comments are not JSON; longer ones are at the end. */
const withoutComments = (text: string) => (text.split('/*')[0] ?? '').replace(/\s\/\/ [^\n]*/g, '');

const withVariables = (text: string) =>
  everywhere.reduce((changed, [from, to]) => changed.replaceAll(from, to), text);

/** A change without effect would hide that the documentation has changed. */
function applied(text: string, pairs: readonly (readonly [string, string])[], where: string): string {
  return pairs.reduce((changed, [from, to]) => {
    if (!changed.includes(from)) throw new Error(`${where} no longer has ${from}`);
    return changed.replaceAll(from, to);
  }, text);
}

function reduced({ name, request, response }: v.InferOutput<typeof item>, area: string) {
  const key = `${area}: ${request.method} ${name}`;
  const { url = [], body = [], instead }: Change = changes[key] ?? {};
  const printed = request.body?.raw.replaceAll('\r\n', '\n') ?? '';
  const raw = instead ?? withoutComments(printed).trim();
  const text = withVariables(applied(raw, body, key));
  const headers = request.header.map(({ key, value }) => ({
    key,
    value: key === 'Authorization' ? '{{token}}' : value,
  }));
  return {
    name: key,
    status: response[0]?.code ?? 200,
    protocolProfileBehavior: { disableBodyPruning: true },
    request: {
      method: request.method,
      url: withVariables(applied(request.url, url, key)),
      header: headers,
      ...(text === '' ? {} : { body: { mode: 'raw', raw: text, options: { raw: { language: 'json' } } } }),
    },
  };
}

const [source = ''] = process.argv.slice(2);
const { item: folders } = v.parse(collection, JSON.parse(readFileSync(source, 'utf8')));
const target = join(import.meta.dirname, 'collection.json');
const whole = {
  info: {
    name: 'Chat2Desk',
    schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
  },
  item: folders.flatMap(({ name, item: items }) => items.map((one) => reduced(one, name))),
};
writeFileSync(target, `${JSON.stringify(whole, null, 2)}\n`);
