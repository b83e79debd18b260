import type { Database } from '../../lib/database.ts';

const minuteMs = 60_000;
/** How long ago the oldest of them was, at least, and how far apart they are. */
const beginsMs = 200 * 24 * 60 * minuteMs;
const stepMs = 9 * minuteMs;
const said =
  'Good morning, did you receive the documents that I sent last week? – Yes, everything has arrived. We will come back to you by Friday. – Thank you. And could we move our appointment to the afternoon? – Of course. Would half past two suit you?';

/**
 * Invents recorded calls of people whom nobody knows, for measuring, all older than those of the made-up firm. The
 * database itself makes them, because there may be many.
 * @param now in ms
 */
export function seedManyCalls(
  database: Database,
  {
    count,
    organization,
    setting,
    now,
  }: { count: number; organization: string; setting: string; now: number },
): void {
  if (count === 0) return;
  database.run(
    `WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < ?1)
     INSERT INTO entities (type, id, fields)
     SELECT 'voice-recordings', printf('%08x-0000-4000-8000-%012x', n, n), json_object(
       'organization-id', ?2, 'setting-id', ?3, 'individual-id', NULL, 'state', 'completed', 'download-count', 0,
       'phone-number', '+3248' || printf('%07d', n % 4000), 'duration', 35 + n % 800, 'transcription', n || ': ' || ?4,
       'created-at', strftime('%Y-%m-%dT%H:%M:%SZ', (?5 - ${beginsMs} - (?1 - n) * ${stepMs}) / 1000, 'unixepoch'))
     FROM numbers`,
    count,
    organization,
    setting,
    said,
    now,
  );
}
