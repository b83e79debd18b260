import { expect, it } from 'vitest';
import { decisionsOf } from './glance.ts';

const general = (content: string) => [{ key: 'general', content }];

it('finds decisions below a heading that says so, in any of the languages', () => {
  for (const heading of ['Agreed', 'Beslissingen', 'Décisions', 'Vereinbart', 'Decisions and next steps']) {
    const text = `Some talk.\n\n### ${heading}\n\n- Send the **offer**\n- Call Ann\n\n### Other\n\n- Not this`;
    expect(decisionsOf(general(text)), heading).toEqual(['Send the offer', 'Call Ann']);
  }
});

it('takes a section for decisions as a whole, and guesses nothing', () => {
  expect(decisionsOf([{ key: 'decisions', content: 'We buy.\n\n- Today' }])).toEqual(['We buy.', 'Today']);
  expect(decisionsOf(general('We agreed to nothing in particular.\n\n- One'))).toEqual([]);
});
