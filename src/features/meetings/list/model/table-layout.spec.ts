import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  columns,
  hideColumn,
  isUsual,
  moveColumn,
  readTableLayout,
  showColumn,
  usualLayout,
} from './table-layout.ts';

it('reads what was stored, and the usual from anything else', () => {
  expect(readTableLayout({ columns: ['status', 'name'], density: 'compact' })).toEqual({
    columns: ['status', 'name'],
    density: 'compact',
  });
  expect(readTableLayout(undefined)).toEqual(usualLayout);
  expect(readTableLayout({ columns: ['owner', 'owner', 'shoe size', 7], density: 'tiny' })).toEqual({
    columns: ['name', 'owner'],
    density: 'comfortable',
  });
  fc.assert(
    fc.property(fc.anything(), (stored) => {
      const layout = readTableLayout(stored);
      expect(layout.columns).toContain('name');
      expect(new Set(layout.columns).size).toBe(layout.columns.length);
      expect(readTableLayout(structuredClone(layout))).toEqual(layout);
    }),
  );
});

it('shows a column at its usual place, hides any but the name, and moves within the ends', () => {
  expect(showColumn(['name', 'status'], 'owner')).toEqual(['name', 'owner', 'status']);
  expect(showColumn(['name', 'status'], 'teams')).toEqual(['name', 'status', 'teams']);
  expect(hideColumn(['name', 'status'], 'status')).toEqual(['name']);
  expect(hideColumn(['name', 'status'], 'name')).toEqual(['name', 'status']);
  expect(moveColumn(['name', 'owner', 'status'], 'status', -1)).toEqual(['name', 'status', 'owner']);
  expect(moveColumn(['name', 'owner'], 'owner', 1)).toEqual(['name', 'owner']);
  expect(isUsual(usualLayout.columns)).toBe(true);
  expect(isUsual(columns)).toBe(false);
});
