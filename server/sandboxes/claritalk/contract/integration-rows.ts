import { expect } from 'vitest';
import * as api from '#contract/claritalk/integrations.ts';
import { failure, success } from './row.ts';
import { pat, type World } from './world.ts';

const missing = 999_999;
const [crm, silent, unconnected] = [1, 2, 3];

const communicate = (world: World, fields: Readonly<Record<string, unknown>> = {}) =>
  world.call(api.communicateWithIntegration, {
    token: pat.owen,
    body: {
      integration_id: crm,
      user_uuid: world.accountUuid('owen'),
      action: 'relations.search',
      data: { term: 'brouwerij' },
      ...fields,
    },
  });

export function integrationRows(): void {
  success(api.listIntegrations, async (world) => {
    const answer = await world.call(api.listIntegrations, { token: pat.nora });
    expect(answer.body[0]).toMatchObject({ name: 'Relatiebeheer', connected: true });
    return answer;
  });
  failure(api.listIntegrations, 404, 'organisation or user not found', async (world) =>
    world.call(api.listIntegrations, { token: await world.serviceToken() }),
  );

  success(api.getIntegration, (world) =>
    world.call(api.getIntegration, { token: pat.nora, params: { integrationId: crm } }),
  );
  failure(api.getIntegration, 404, 'integration not found', (world) =>
    world.call(api.getIntegration, { token: pat.nora, params: { integrationId: missing } }),
  );

  success(api.getIntegrationData, async (world) => {
    const query = { integration_id: String(crm) };
    const all = await world.call(api.getIntegrationData, { token: pat.owen, query });
    expect(all.body.data.length).toBeGreaterThanOrEqual(40);
    const answer = await world.call(api.getIntegrationData, {
      token: pat.owen,
      query: { ...query, term: 'NL812345678' },
    });
    expect(answer.body.data).toMatchObject([{ title: 'Zonnepanelen Noord BV' }]);
    const none = await world.call(api.getIntegrationData, {
      token: pat.owen,
      query: { ...query, term: '%' },
    });
    expect(none.body.data).toEqual([]);
    return answer;
  });
  failure(api.getIntegrationData, 404, 'integration, connection, or data not found', async (world) => {
    for (const id of [missing, silent]) {
      const query = { integration_id: String(id) };
      expect((await world.call(api.getIntegrationData, { token: pat.owen, query })).status).toBe(404);
    }
    return world.call(api.getIntegrationData, {
      token: pat.owen,
      query: { integration_id: String(unconnected) },
    });
  });

  success(api.communicateWithIntegration, async (world) => {
    const answer = await communicate(world);
    expect(answer.body).toEqual({ data: [{ id: 'rel-1002', label: 'Brouwerij De Zwaan NV' }] });
    // The provider itself is asked; Claritalk's copy is as old as the latest sync.
    const kept = () =>
      world.call(api.getIntegrationData, { token: pat.owen, query: { integration_id: String(crm) } });
    const before = (await kept()).body.data.length;
    const synced = await communicate(world, { action: 'sync', data: {} });
    expect(synced.body.data.length).toBe(3);
    expect((await kept()).body.data.length).toBe(before + 3);
    expect((await communicate(world, { action: 'sync', data: {} })).body).toEqual({ data: [] });
    const integration = await world.call(api.getIntegration, {
      token: pat.owen,
      params: { integrationId: crm },
    });
    expect(Date.now() - Date.parse(`${integration.body.synced_at.replace(' ', 'T')}Z`)).toBeLessThan(10_000);
    expect(
      (await communicate(world, { action: 'relations.all', data: {} })).body.data.length,
    ).toBeGreaterThan(39);
    const between = { action: 'relations.between', data: { from: '2000-01-01', to: '2100-01-01' } };
    expect((await communicate(world, between)).body.data.length).toBeGreaterThan(39);
    return answer;
  });
  failure(api.communicateWithIntegration, 403, 'end user acting as another user', (world) =>
    communicate(world, { user_uuid: world.accountUuid('nora') }),
  );
  failure(api.communicateWithIntegration, 404, 'integration or connection not found', async (world) => {
    expect((await communicate(world, { integration_id: unconnected })).status).toBe(404);
    return communicate(world, { integration_id: missing });
  });
  failure(api.communicateWithIntegration, 422, 'integration call failed', async (world) => {
    expect((await communicate(world, { data: {} })).status).toBe(422);
    return communicate(world, { integration_id: silent });
  });
}
