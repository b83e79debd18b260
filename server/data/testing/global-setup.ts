import { keepTemporaryFilesInMemory } from '../../../scripts/lib/memory-folder.ts';
import { announcePostgres } from './postgres.ts';

/** One PostgreSQL for all specs of a run, if any of them asks for it; temporary files where they cost least. */
export default function setup(): () => Promise<void> {
  const remove = keepTemporaryFilesInMemory();
  const end = announcePostgres();
  return async () => {
    const about = await end();
    remove();
    // biome-ignore lint/suspicious/noConsole: which one it was is part of what the run says.
    if (about !== undefined) console.log(`Stores were tested on SQLite and on ${about}.`);
  };
}
