import { describe, expect, it } from 'vitest';
import { roles, theme } from './theme.ts';

/** Relative luminance of a #rrggbb colour (WCAG 2.2). */
function luminance(color: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255);
  const [red, green, blue] = channels.map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light! + 0.05) / (dark! + 0.05);
}

describe.each(Object.entries(roles))('%s', (scheme, role) => {
  const surfaces = [role.body, role.surface, role.sunken];

  it.each(['text', 'muted', 'accentText', 'danger'] as const)('%s reads on every surface', (name) => {
    for (const surface of surfaces) expect(contrast(role[name], surface)).toBeGreaterThanOrEqual(4.5);
  });

  it('borders of controls are visible on every surface', () => {
    for (const surface of surfaces) expect(contrast(role.controlBorder, surface)).toBeGreaterThanOrEqual(3);
  });

  it('white reads on the primary button', () => {
    const shade = scheme === 'light' ? 7 : 5;
    expect(contrast('#ffffff', theme.colors!.brand![shade]!)).toBeGreaterThanOrEqual(4.5);
  });
});
