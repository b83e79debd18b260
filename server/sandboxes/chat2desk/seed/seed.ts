import type { Database } from '../../lib/database.ts';
import { Random } from '../../lib/random.ts';
import { seedCompany } from './seed-company.ts';
import { seedConversations } from './seed-conversations.ts';
import { seedMany } from './seed-many.ts';

const randomSeed = 20_260_127;

/**
 * Fills a new database with the made-up firm's conversations; those of an earlier start stay as they are.
 * @param further how many conversations are invented beyond those; none by default
 */
export function seed(database: Database, further = 0): void {
  if (database.get('SELECT 1 FROM company')) return;
  database.transaction(() => {
    const random = new Random(randomSeed);
    const now = Date.now();
    const operators = seedCompany(database, random, now);
    seedConversations(database, random, { operators, now });
    seedMany(database, { count: further, operators, now });
  });
  database.analyse();
}
