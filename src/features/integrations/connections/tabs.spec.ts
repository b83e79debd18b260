import { describe, expect, it } from 'vitest';
import { connectedSystems } from '#contract/connected/table.ts';
import { tabsOf } from './tabs.ts';

const placesOf = (system: string) =>
  connectedSystems
    .filter((one) => one.system.id === system)
    .flatMap(({ operations }) => operations.map(({ place }) => place));

describe.each(connectedSystems.map(({ system }) => system.id))('the tabs of %s', (system) => {
  const ids = tabsOf(system).map(({ id }) => id);

  it('have addresses of their own', () => {
    expect(new Set([...ids, 'connection', 'console']).size).toBe(ids.length + 2);
  });

  it('are places of its operations, but for that of paths', () => {
    const places = placesOf(system);
    expect(ids.filter((id) => id !== 'paths' && !places.includes(`connection/${id}`))).toEqual([]);
  });

  it.each(tabsOf(system).map((tab) => [tab.id, tab] as const))(
    '%s arrives when it is wanted',
    async (_, tab) => {
      expect(await tab.load()).toHaveProperty('Component');
    },
  );
});
