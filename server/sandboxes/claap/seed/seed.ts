import { clients } from '../../firm/clients.ts';
import type { Database } from '../../lib/database.ts';
import { Random } from '../../lib/random.ts';
import { Recordings } from '../store/recordings.ts';
import { userBy } from '../workspace.ts';

const dayMs = 24 * 3_600_000;
const count = 32;
/** So many of them are of the last thirty days and of one author, so that a quota is seen to be used. */
const recent = 17;
const authors = ['ada@sandbox.test', 'owen@sandbox.test', 'nora@sandbox.test'] as const;

const said: readonly (readonly string[])[] = [
  [
    'We looked at the figures of the quarter.',
    'The invoices of the garage are still missing.',
    'We file on Thursday.',
  ],
  [
    'The bank asks for the annual accounts.',
    'They are ready on Friday.',
    'We call the bank together next week.',
  ],
];

/** Fills a new database. */
export function seed(database: Database): void {
  const recordings = new Recordings(database);
  if (recordings.all().length > 0) return;
  const random = new Random(2026);
  database.transaction(() => {
    for (let at = 0; at < count; at++) {
      const old = count - at > recent;
      const author = old ? authors[at % authors.length] : authors[0];
      const client = clients[at % clients.length];
      if (author === undefined || !client) continue;
      const age = old ? (35 + (count - at) * 4) * dayMs : (count - at) * 1.5 * dayMs;
      const start = Date.now() - age;
      const minutes = random.integer(15, 70);
      const [contact] = client.contacts;
      const meeting = {
        startedAt: new Date(start - minutes * 60_000).toISOString(),
        endedAt: new Date(start).toISOString(),
        participants: [{ name: contact, isOrganizer: false }],
      };
      const { id } = recordings.add(
        {
          author,
          title: `Meeting with ${client.name}`,
          folder: at % 3 === 2 ? null : 'channel-clients',
          details: { meeting, labels: at % 4 === 0 ? ['quarter'] : [] },
        },
        start,
      );
      const name = userBy(author)?.name ?? author;
      const segments = (said[at % said.length] ?? []).map((text, part) => ({
        start: part * 8,
        end: part * 8 + 6,
        speakerId: String((part % 2) + 1),
        text,
      }));
      const speakers = [
        { speakerId: '1', name, isRecorder: true },
        { speakerId: '2', name: contact },
      ];
      const transcript = JSON.stringify({ langIso2: 'en', segments, speakers });
      recordings.setReady(id, { duration: minutes * 60, transcript });
    }
  });
}
