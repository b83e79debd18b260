import { expect } from 'vitest';
import * as api from '#contract/claritalk/groups.ts';
import { failure, success } from './row.ts';
import { pat } from './world.ts';

export function groupRows(): void {
  for (const operation of [api.listDossiers, api.listTeams]) {
    success(operation, async (world) => {
      const answer = await world.call(operation, { token: pat.owen });
      const all = await world.call(operation, { token: await world.serviceToken() });
      expect(answer.body.length).toBeGreaterThan(0);
      expect(all.body.length).toBeGreaterThan(answer.body.length);
      expect(all.body.length).toBeGreaterThanOrEqual(operation === api.listTeams ? 8 : 30);
      return answer;
    });
    failure(operation, 404, 'organisation or user not found', (world) =>
      world.call(operation, { token: world.addUser(null).token }),
    );
  }
}
