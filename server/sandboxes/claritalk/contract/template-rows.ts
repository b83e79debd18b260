import { expect } from 'vitest';
import * as api from '#contract/claritalk/templates.ts';
import type { Operation } from '#contract/operation.ts';
import { failure, success } from './row.ts';
import { pat, type World } from './world.ts';

const missing = 999_999;
const token = pat.ada;

async function newTheme(world: World): Promise<{ typeId: number; themeId: number }> {
  const type = await world.call(api.saveType, { token, body: { name: 'Temporary' } });
  const theme = await world.call(api.saveTheme, { token, body: { name: 'Theme', type_id: type.body.id } });
  return { typeId: type.body.id, themeId: theme.body.id };
}

const orphan = (operation: Operation, body?: unknown) =>
  failure(operation, 404, 'organisation not found', (world) =>
    world.call(operation, { token: world.addUser(null).token, body }),
  );

export function templateRows(): void {
  success(api.listTypes, async (world) => {
    const answer = await world.call(api.listTypes, { token });
    expect(answer.body.length).toBeGreaterThanOrEqual(6);
    expect(answer.body.filter((type: { is_default: boolean }) => type.is_default)).toHaveLength(1);
    return answer;
  });
  orphan(api.listTypes);
  success(api.saveType, async (world) => {
    const created = await world.call(api.saveType, { token, body: { id: 0, name: 'Sales call' } });
    expect(created.body).toMatchObject({ name: 'Sales call', is_default: false });
    const { id } = created.body;
    const answer = await world.call(api.saveType, { token, body: { id, name: 'Sales' } });
    expect(answer.body).toEqual({ id, name: 'Sales', is_default: false });
    return answer;
  });
  failure(api.saveType, 400, 'missing name', (world) => world.call(api.saveType, { token, body: {} }));
  orphan(api.saveType, { name: 'A' });
  success(api.deleteType, async (world) => {
    const { typeId, themeId } = await newTheme(world);
    const answer = await world.call(api.deleteType, { token, params: { id: typeId } });
    const gone = await world.call(api.listQuestions, { token, params: { themeId } });
    expect(gone.status).toBe(404);
    return answer;
  });
  failure(api.deleteType, 404, 'meeting type not found', (world) =>
    world.call(api.deleteType, { token, params: { id: missing } }),
  );

  success(api.listThemes, async (world) => {
    const answer = await world.call(api.listThemes, { token });
    expect(answer.body.length).toBeGreaterThanOrEqual(20);
    return answer;
  });
  orphan(api.listThemes);
  success(api.saveTheme, async (world) => {
    const { typeId, themeId } = await newTheme(world);
    const body = { id: themeId, name: 'Renamed', type_id: typeId };
    const answer = await world.call(api.saveTheme, { token, body });
    expect(answer.body).toEqual(body);
    return answer;
  });
  failure(api.saveTheme, 400, 'missing name or type_id', (world) =>
    world.call(api.saveTheme, { token, body: { name: 'A' } }),
  );
  failure(api.saveTheme, 404, 'organisation or meeting type not found', (world) =>
    world.call(api.saveTheme, { token, body: { name: 'A', type_id: missing } }),
  );
  success(api.deleteTheme, async (world) => {
    const { themeId } = await newTheme(world);
    return world.call(api.deleteTheme, { token, params: { id: themeId } });
  });
  failure(api.deleteTheme, 404, 'theme not found', (world) =>
    world.call(api.deleteTheme, { token, params: { id: missing } }),
  );

  success(api.listQuestions, async (world) => {
    const answer = await world.call(api.listQuestions, { token: pat.owen, params: { themeId: 1 } });
    expect(answer.body.length).toBeGreaterThanOrEqual(4);
    return answer;
  });
  failure(api.listQuestions, 403, 'insufficient permissions', (world) =>
    world.call(api.listQuestions, { token: pat.nora, params: { themeId: 1 } }),
  );
  failure(api.listQuestions, 404, 'theme not found', (world) =>
    world.call(api.listQuestions, { token, params: { themeId: missing } }),
  );
  success(api.saveQuestion, async (world) => {
    const { themeId } = await newTheme(world);
    const params = { themeId };
    const created = await world.call(api.saveQuestion, { token, params, body: { question: 'Why?' } });
    expect(created.body).toMatchObject({ theme_id: themeId, output_type: 'single_line' });
    const body = { id: created.body.id, question: 'Why not?', output_type: 'multi_line' };
    const answer = await world.call(api.saveQuestion, { token, params, body });
    expect(answer.body).toMatchObject(body);
    return answer;
  });
  failure(api.saveQuestion, 400, 'missing or invalid question', (world) =>
    world.call(api.saveQuestion, { token, params: { themeId: 1 }, body: { question: '  ' } }),
  );
  failure(api.saveQuestion, 404, 'theme not found', (world) =>
    world.call(api.saveQuestion, { token, params: { themeId: missing }, body: { question: 'Why?' } }),
  );
  success(api.deleteQuestion, async (world) => {
    const { themeId } = await newTheme(world);
    const created = await world.call(api.saveQuestion, {
      token,
      params: { themeId },
      body: { question: 'Why?' },
    });
    const params = { themeId, questionId: created.body.id };
    const answer = await world.call(api.deleteQuestion, { token, params });
    expect((await world.call(api.listQuestions, { token, params: { themeId } })).body).toEqual([]);
    return answer;
  });
  failure(api.deleteQuestion, 403, 'insufficient permissions', (world) =>
    world.call(api.deleteQuestion, { token: pat.owen, params: { themeId: 1, questionId: 1 } }),
  );
  failure(api.deleteQuestion, 404, 'question not found', (world) =>
    world.call(api.deleteQuestion, { token, params: { themeId: 1, questionId: missing } }),
  );
}
