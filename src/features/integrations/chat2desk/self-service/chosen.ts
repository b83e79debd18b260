import type { Offer } from '#src/api/chat2desk/administration/self-service.ts';
import type { MenuItem } from '#src/api/chat2desk/menu.ts';
import { sameName } from '#src/lib/same-name.ts';

/**
 * The choice that a client's reply stands for: one of those below the offered item, by what clients type for it or by
 * its name. Undefined for words of their own.
 */
export function chosenIn(items: readonly MenuItem[], { item, reply }: Offer): MenuItem | undefined {
  const said = reply?.text.trim().replace(/\.$/, '') ?? '';
  if (said === '') return undefined;
  const choices = items.filter(({ parent }) => parent === item);
  return (
    choices.find(({ command }) => command !== '' && command === said) ??
    choices.find(({ name }) => sameName(name.toLowerCase(), said.toLowerCase()))
  );
}
