import { renderToStaticMarkup } from 'react-dom/server';
import { IntlProvider } from 'use-intl';
import { expect, test } from 'vitest';
import type { Delivery } from '#src/api/gateway/conversations.ts';
import conversations from '#src/i18n/locales/en/conversations.json' with { type: 'json' };
import type { ShownMessage } from '#src/services/conversations/shown-message.ts';
import { MessageLog } from './message-log.tsx';

const message = (id: number): ShownMessage => ({
  id,
  type: id % 2 === 0 ? 'to_client' : 'from_client',
  text: `Message ${id}`,
  at: new Date(Date.UTC(2026, 0, 1, 0, id)),
  attachments: [],
});

/** What is drawn before anything is painted. */
const firstCommit = (count: number, delivery: Delivery = { state: 'sent', reason: undefined }) =>
  renderToStaticMarkup(
    <IntlProvider locale="en" messages={conversations} timeZone="UTC">
      <MessageLog
        told={{ senderOf: () => 'Luc', deliveryFor: () => delivery }}
        messages={Array.from({ length: count }, (_, at) => message(at + 1))}
        older={undefined}
      >
        {undefined}
      </MessageLog>
    </IntlProvider>,
  );

const shown = (html: string) => [...html.matchAll(/>Message (\d+)</g)].map(([, id]) => Number(id));
const elements = (html: string) => html.match(/<[a-z]/g)?.length;

test('a conversation begins with its newest twelve messages, however many are known', () => {
  const newest = (count: number) => Array.from({ length: 12 }, (_, at) => count - 11 + at);
  expect(shown(firstCommit(50))).toEqual(newest(50));
  expect(shown(firstCommit(5_000))).toEqual(newest(5_000));
  expect(shown(firstCommit(3))).toEqual([1, 2, 3]);
});

test('a long one has one element more for each portion above, and nothing in it', () => {
  const few = 6 + 12 * 9;
  expect(elements(firstCommit(50))).toBe(few);
  // The heading of its last day is further up.
  expect(elements(firstCommit(5_000))).toBe(few + 99 - 1);
});

test('a message that was not delivered says so, and why in the words of the system', () => {
  const delivery = { state: 'failed', reason: 'The number is not on WhatsApp' } as const;
  const html = firstCommit(2, delivery).replaceAll(/<svg.*?<\/svg>/g, '');
  expect(html).toContain(
    '<span>Not delivered</span><span dir="auto">The number is not on WhatsApp</span></p></li>',
  );
  expect(firstCommit(2)).not.toContain('Not delivered');
});

test('a conversation without a message says so', () => {
  expect(firstCommit(0)).toContain('No messages yet');
});
