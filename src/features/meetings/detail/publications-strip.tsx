import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { publishingOptions } from '#src/api/gateway/published/publications.ts';
import { PublicationItem } from '#src/services/publishing/publication-item.tsx';
import { useMayPublish, usePublishingJobs } from '#src/services/publishing/use-publishing.ts';
import { Section } from '../shared/section.tsx';

/** What was published of a meeting, and what is on its way; nothing as long as nothing is. */
export function PublicationsStrip({ meeting }: { readonly meeting: string }) {
  const t = useTranslations('publications');
  const mayPublish = useMayPublish();
  const { data } = useQuery({ ...publishingOptions(meeting), enabled: mayPublish });
  const { jobs, views } = usePublishingJobs();
  const shown = data?.publications.filter(({ state, leftover }) => state !== 'cancelled' || leftover) ?? [];
  if (shown.length === 0) return null;
  return (
    <Section id="publications" title={t('title')}>
      <ul className="ui-list ui-stack">
        {shown.map((publication) => (
          <li key={publication.id} className="ui-stack ui-tight">
            <PublicationItem
              publication={publication}
              job={views.find(({ id }) => id === publication.id)}
              jobs={jobs}
            />
          </li>
        ))}
      </ul>
    </Section>
  );
}
