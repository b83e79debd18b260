import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseSummary } from './meetings-summary.ts';

const general = (content: string) => [{ key: 'general', content }];

describe('normaliseSummary', () => {
  it.each<[string, unknown]>([
    ['a text', 'All well.'],
    ['the sections of the webhook', { general: { type: 'general', content: 'All well.' } }],
    ['sections as plain texts', { general: 'All well.' }],
    ['one section', { type: 'general', content: 'All well.' }],
    ['a list of sections', [{ type: 'general', content: 'All well.' }]],
    ['a list of texts', ['All well.']],
    ['JSON in a text', '{"general":{"type":"general","content":"All well."}}'],
  ])('reads %s', (_form, wire) => {
    expect(normaliseSummary(wire)).toEqual(general('All well.'));
  });

  it('puts the general section first and keeps unknown ones by their key', () => {
    expect(
      normaliseSummary({
        coaching: { type: 'coaching', content: 'Listen more.' },
        general: { type: 'general', content: 'All well.' },
        risks: ['late', 'dear'],
        odd: 7,
        none: null,
      }),
    ).toEqual([
      ...general('All well.'),
      { key: 'coaching', content: 'Listen more.' },
      { key: 'risks', content: '- late\n- dear' },
      { key: 'odd', content: '7' },
    ]);
  });

  it.each([null, undefined, '', '  ', {}, [], { general: null }])('finds nothing in %j', (wire) => {
    expect(normaliseSummary(wire)).toEqual([]);
  });

  it('treats what only looks like JSON as text', () => {
    expect(normaliseSummary('{unfinished')).toEqual(general('{unfinished'));
  });

  it('takes anything', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (wire) => {
        for (const { content } of normaliseSummary(wire)) expect(content).not.toBe('');
      }),
    );
  });
});
