import { expect, test } from 'vitest';
import { keptDraft } from './draft-links.ts';

test.each([
  ['review.0a-1', { kind: 'review', to: '/meetings/0a-1', meetingId: '0a-1' }],
  ['edit.0a-1', { kind: 'edit', to: '/meetings/0a-1/edit', meetingId: '0a-1' }],
  ['new.', { kind: 'new', to: '/meetings/new' }],
  ['new.0a-1', { kind: 'new', to: '/meetings/new?from=0a-1' }],
  ['later.x', { kind: 'other', to: undefined }],
  ['odd', { kind: 'other', to: undefined }],
])('%s leads to where it is continued', (name, draft) => {
  expect(keptDraft(name)).toMatchObject({ name, ...draft });
});
