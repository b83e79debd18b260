import type { Database } from '../../lib/database.ts';
import { channels, firstIds } from './company-data.ts';

/** Ids of what is invented here are above everything that the firm itself has. */
const offset = 1_000_000;
const firstClient = firstIds.client + offset;
const firstDialog = firstIds.dialog + offset;
const firstRequest = firstIds.request + offset;

/** Messages of a conversation, on average. */
const each = 20;
/** One conversation has that part of all messages: with 10,000 conversations, 5,000. */
const longPart = 40;
const minuteMs = 60_000;
/** How long ago the last message of the oldest conversation was written. */
const spanMs = 90 * 24 * 60 * minuteMs;

const given = ['Anna', 'Bram', 'Chloé', 'Daan', 'Elise', 'Finn', 'Greta', 'Hugo', 'Ines', 'Jonas', 'Katja'];
const family = ['Aerts', 'Baert', 'Claes', 'Dubois', 'Engels', 'Fischer', 'Goossens', 'Hermans', 'Jansen'];
const lines = [
  'Good morning, did you receive the documents that I sent last week?',
  'Yes, everything has arrived. We will come back to you by Friday.',
  'Could we move our appointment to the afternoon? The morning is difficult for me.',
  'Of course. Would half past two suit you?',
  'Thank you.',
  'One more question: which period does the invoice cover? It says March, but we only began in April, and the amount is that of a whole quarter.',
  'I have asked my colleague and will write as soon as I know more.',
];

/** Where the long conversation is. */
export const longConversation = { client: firstClient, dialog: firstDialog } as const;

/**
 * Invents conversations with clients of their own, for measuring: twenty messages each, one of them very long. They are
 * made by the database itself, because there may be a million messages. In each third one the client wrote last.
 * @param now in ms
 */
export function seedMany(
  database: Database,
  { count, operators, now }: { count: number; operators: readonly { readonly id: number }[]; now: number },
): void {
  if (count === 0) return;
  const [channel] = channels;
  if (!channel) throw new Error('there is no channel');
  const { id: channelId, transports } = channel;
  const transport = transports[0] ?? '';
  const long = Math.max(each, Math.floor((count * each) / longPart));
  const others = count < 2 ? 0 : Math.max(2, Math.round((count * each - long) / (count - 1)));
  const numbers = `WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < ${count})`;
  const last = `CAST(${now} - (n * 1.0 / ${count}) * ${spanMs} - ${minuteMs} AS INTEGER)`;
  const pick = (from: readonly (string | number)[], by: string) =>
    `(CASE (${by}) % ${from.length} ${from.map((one, at) => `WHEN ${at} THEN ${typeof one === 'string' ? `'${one}'` : one}`).join(' ')} END)`;
  const operatorId = pick(
    operators.map(({ id }) => id),
    'n',
  );
  const place = `${channelId}, '${transport}'`;
  database.run(
    `${numbers} INSERT INTO clients (id, name, phone, external_ids, custom_fields, language, source, created, updated)
     SELECT ${firstClient} + n, ${pick(given, 'n')} || ' ' || ${pick(family, 'n / 11')} || ' ' || n,
       CAST(32471000000 + n AS TEXT), '{}', '{}', 'en', 'incoming_message', ${last}, ${last} FROM numbers`,
  );
  database.run(`${numbers} INSERT INTO client_transports SELECT ${firstClient} + n, ${place} FROM numbers`);
  database.run(
    `${numbers} INSERT INTO dialogs (id, client_id, channel_id, transport, operator_id, state, begun)
     SELECT ${firstDialog} + n, ${firstClient} + n, ${place}, ${operatorId}, 'open', ${last} FROM numbers`,
  );
  database.run(
    `${numbers} INSERT INTO requests (id, dialog_id, client_id, channel_id, transport, operator_id, starter, created, updated)
     SELECT ${firstRequest} + n, ${firstDialog} + n, ${firstClient} + n, ${place}, ${operatorId}, 'client', ${last}, ${last}
     FROM numbers`,
  );
  /** Writes messages of some of the conversations. The client begins, so they wrote last where the number is odd. */
  const write = (most: number, size: string, which: string) =>
    database.run(
      `${numbers}, places(m) AS (SELECT 0 UNION ALL SELECT m + 1 FROM places WHERE m + 1 < ${most})
       INSERT INTO messages (type, text, transport, client_id, operator_id, dialog_id, channel_id, request_id, created,
         read, is_new, gateway_status, attachments, extra_data)
       SELECT CASE m % 2 WHEN 1 THEN 'to_client' ELSE 'from_client' END, ${pick(lines, 'n + m')}, '${transport}',
         ${firstClient} + n, CASE m % 2 WHEN 1 THEN ${operatorId} END, ${firstDialog} + n, ${channelId},
         ${firstRequest} + n, ${last} - (${size} - 1 - m) * ${7 * minuteMs},
         CASE WHEN m = ${size} - 1 THEN n % 2 ELSE 1 END, m = 0, CASE m % 2 WHEN 1 THEN 'seen' END, '[]', '{}'
       FROM numbers JOIN places ON m < ${size} WHERE ${which} ORDER BY n DESC, m`,
    );
  write(others, `(${others} - (n % 3 = 0))`, 'n > 0');
  write(long, String(long), 'n = 0');
}
