import { useTranslations } from 'use-intl';
import { urlText } from '#contract/url-text.ts';
import { IndexedMeetings } from '../shared/indexed-meetings.tsx';

/** Someone's meetings, as far as the reader can see them. */
export function PersonMeetings({ uuid }: { readonly uuid: string }) {
  const t = useTranslations('people.meetings');
  return (
    <IndexedMeetings
      filter={{ owners: [uuid] }}
      query={`?owner=${urlText(uuid)}`}
      texts={{ lead: (count) => t('lead', { count }), none: t('none'), off: t('off') }}
    />
  );
}
