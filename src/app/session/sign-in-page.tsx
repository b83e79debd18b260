import { session } from '#src/services/auth/session.ts';
import { ranOut } from '#src/services/auth/session-memory.ts';
import { SignInPage } from '#src/services/auth/sign-in-page.tsx';
import { indexStore } from '#src/services/search-index/index-store.ts';
import { forgetPerson } from './forget-person.ts';

/**
 * Finds out whether someone is signed in already; the page then leads on. If nobody is, nothing of whoever was stays
 * here, however they left; someone who only stayed away too long comes back to their data, except for the index, whose
 * key is gone. A sign-out that was not finished is finished first.
 */
export async function loader(): Promise<null> {
  const status = await session.ready().catch(() => undefined);
  if (status === 'signed-out') void (ranOut() ? indexStore.purge() : forgetPerson());
  return null;
}

export const Component = SignInPage;
