import type { Database } from '../../lib/database.ts';
import { Random } from '../../lib/random.ts';
import type { Store } from '../store/store.ts';
import type { World } from '../world.ts';
import { seedCalls } from './seed-calls.ts';
import { seedConversations } from './seed-conversations.ts';
import { seedManyCalls } from './seed-many.ts';
import { seedPeople } from './seed-people.ts';
import { seedSent, seedTexts } from './seed-sent.ts';
import { seedSettings } from './seed-settings.ts';
import { Seeding } from './seeding.ts';

/** Any number: it makes the same ids everywhere. */
const number = 20_261;

/** Fills a new database; returns whether it was one. @param furtherCalls invented beyond those of the firm */
export function seed(database: Database, store: Store, furtherCalls = 0): boolean {
  if (store.all('organizations').length > 0) return false;
  database.transaction(() => {
    const seeding = new Seeding(store, new Random(number), Date.now());
    const cast = seedPeople(seeding);
    const texts = seedTexts(seeding, cast);
    seedConversations(seeding, cast, texts.number);
    seedCalls(seeding, cast, texts.account, (organization, setting) =>
      seedManyCalls(database, { count: furtherCalls, organization, setting, now: Date.now() }),
    );
    seedSent(seeding, cast);
    seedSettings(seeding, cast);
  });
  return true;
}

/** Whose the key is: the first of the firm. */
export function ownerOf(store: Store): World['owner'] {
  const [organization] = store.all('organizations');
  const [user] = store.all('users');
  const individual = user && store.find('individuals', user.fields['primary-individual-id']);
  if (!organization || !user || !individual) throw new Error('the database of Courier was not filled');
  return { individual, user, organization };
}
