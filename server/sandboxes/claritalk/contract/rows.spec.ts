import { afterAll, beforeAll, expect, test } from 'vitest';
import { issueToken } from '#contract/claritalk/oauth.ts';
import { operations } from '#contract/claritalk/table.ts';
import { groupRows } from './group-rows.ts';
import { integrationRows } from './integration-rows.ts';
import { meetingRows } from './meeting-rows.ts';
import { rowKey, testedRows, useWorld } from './row.ts';
import { serviceRows } from './service-rows.ts';
import { templateRows } from './template-rows.ts';
import { userRows } from './user-rows.ts';
import { World } from './world.ts';

const world = new World();

beforeAll(async () => {
  await world.start();
  useWorld(world);
});
afterAll(() => world.destroy());

userRows();
templateRows();
meetingRows();
groupRows();
integrationRows();
serviceRows();

const documentedRows = [...operations, issueToken].flatMap((operation) => [
  rowKey(operation, operation.successStatuses[0], 'success'),
  ...operation.errors.map(({ status, when }) => rowKey(operation, status, when)),
]);

test('every documented row has a test, and every test has a documented row', () => {
  expect([...testedRows].sort()).toEqual([...new Set(documentedRows)].sort());
});
