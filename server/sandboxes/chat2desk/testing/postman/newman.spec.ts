import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { receiveExternalMessage, sendMessage } from '#contract/chat2desk/messages.ts';
import { createTemplateGroup } from '#contract/chat2desk/templates.ts';
import { createWebhook } from '#contract/chat2desk/webhook-settings.ts';
import { apiToken } from '../../credentials.ts';
import { firstIds, firstMenuId, firstTagId } from '../../seed/company-data.ts';
import { DeskWorld } from '../desk-world.ts';

/** An independent client: the one that Chat2Desk's own collection is made for. */
const newman = join(import.meta.dirname, '../../../../../node_modules/newman/bin/newman.js');
const collectionFile = join(import.meta.dirname, 'collection.json');

const collection = v.object({ item: v.array(v.object({ name: v.string(), status: v.number() })) });
const report = v.object({
  run: v.object({
    executions: v.array(
      v.object({
        item: v.object({ name: v.string() }),
        response: v.optional(v.object({ code: v.number(), stream: v.object({ data: v.array(v.number()) }) })),
      }),
    ),
  }),
});
const read = <const S extends v.GenericSchema>(schema: S, file: string) =>
  v.parse(schema, JSON.parse(readFileSync(file, 'utf8')));

const world = new DeskWorld();
const folder = mkdtempSync(join(tmpdir(), 'newman-'));
beforeAll(() => world.start());
afterAll(async () => {
  await world.destroy();
  rmSync(folder, { recursive: true });
});

/** Returns the values of the collection's variables in this sandbox. */
async function variables(): Promise<Record<string, string | number>> {
  const inbound = await world.data(receiveExternalMessage, {
    body: { channel_id: 21_750, body: 'Hello', from_client: { id: 'newman' } },
  });
  const sent = await world.data(sendMessage, { body: { client_id: inbound.client_id, text: 'Hello!' } });
  const hook = { url: 'https://example.org', name: 'Before', events: ['inbox'] };
  return {
    url: world.url,
    token: apiToken,
    ...{ client: firstIds.client, message: firstIds.message, request: firstIds.request },
    ...{ dialog: firstIds.dialog, operator: firstIds.operator, group: firstIds.group },
    ...{ channel: 18_333, externalChannel: 21_750, externalMessage: sent.message_id },
    ...{ tag: firstTagId, otherTag: firstTagId + 1, tagGroup: 1425, rights: 55_541 },
    ...{ ticket: 2, menuItem: firstMenuId, phone: '31201234567' },
    webhook: (await world.data(createWebhook, { body: hook })).id,
    templateGroup: (await world.data(createTemplateGroup, { body: { name: 'Before' } })).id,
  };
}

test('all 79 requests of the documentation’s collection are answered as documented', async () => {
  const file = join(folder, 'report.json');
  const settings = Object.entries(await variables()).flatMap(([name, value]) => [
    '--env-var',
    `${name}=${value}`,
  ]);
  const args = [newman, 'run', collectionFile, '--reporters', 'json', '--reporter-json-export', file];
  await promisify(execFile)(process.execPath, [...args, ...settings], { cwd: folder });
  const expected = read(collection, collectionFile).item;
  const answers = read(report, file).run.executions.map(({ item, response }) => {
    const body = Buffer.from(response?.stream.data ?? []).toString('utf8');
    const isError = /"status":"(error|failure)"/.test(body);
    return { name: item.name, status: isError ? body : response?.code };
  });
  expect(answers).toEqual(expected.map(({ name, status }) => ({ name, status })));
  expect(answers).toHaveLength(79);
}, 60_000);
