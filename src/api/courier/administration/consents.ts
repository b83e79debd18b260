import { queryOptions } from '@tanstack/react-query';
import { listUserConsents } from '#contract/courier/texts.ts';
import { instant, text } from '#src/lib/reader.ts';
import { call } from '../../client/client.ts';
import { courierKeys } from './courier-keys.ts';
import { allItems, type Item } from './items.ts';

/** What someone said who was asked whether they agree to text messages. */
export interface Consent {
  readonly id: string;
  readonly user: string | undefined;
  /** The number that was asked. */
  readonly phone: string | undefined;
  /** In the words of Courier: `accepted`, `declined`, `pending`. */
  readonly state: string;
  readonly asked: Date | undefined;
  /** When it was last changed: that of an answer, once there is one. */
  readonly changed: Date | undefined;
}

export const consentsOptions = (organisation: string) =>
  queryOptions({
    queryKey: courierKeys.list('user-consents', organisation),
    queryFn: ({ signal }) =>
      allItems(
        (page) =>
          call(listUserConsents, { query: { 'filter[organization-id]': organisation, ...page }, signal }),
        normaliseConsent,
      ),
  });

export const normaliseConsent = ({ id, of }: Item): Consent => ({
  id,
  user: text(of['user-id']),
  phone: text(of['target-id']),
  state: text(of.state) ?? '',
  asked: instant(of['created-at']),
  changed: instant(of['last-modified-at']),
});
