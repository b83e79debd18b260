import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** Relative luminance of a #rrggbb colour (WCAG 2.2). */
function luminance(color: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255);
  const [red, green, blue] = channels.map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

const css = readFileSync(new URL('./status-badge.module.css', import.meta.url), 'utf8');
const pair = '\\s*light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)';
const rules = [
  ...css.matchAll(new RegExp(`data-meaning="(\\w+)"\\] \\{\\s*background:${pair};\\s*color:${pair}`, 'g')),
];

// Drafts and unknown statuses take the theme's muted text, which theme.spec.ts measures on every surface.
it('has colours of its own for what is final, working and failed', () => {
  expect(rules.map(([, meaning]) => meaning).sort()).toEqual(['failed', 'final', 'working']);
});

describe.each(rules.map((rule) => rule.slice(1)))(
  '%s',
  (_meaning, lightBack, darkBack, lightText, darkText) => {
    it('reads on light and on dark', () => {
      expect(contrast(lightBack!, lightText!)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(darkBack!, darkText!)).toBeGreaterThanOrEqual(4.5);
    });
  },
);
