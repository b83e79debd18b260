import { memo } from 'react';
import { useTranslations } from 'use-intl';
import { Pager } from '#src/ui/list/pager.tsx';
import type { Paging } from '#src/ui/list/paging.ts';
import { pageSizes } from './model/list-search.ts';
import type { MeetingSearchState } from './use-meeting-search.ts';

interface MeetingPagerProps {
  readonly state: MeetingSearchState;
  /** Undefined while the first page is on its way. */
  readonly paging: Paging | undefined;
}

/** The way to other pages of meetings, with a choice of how many a page has. */
export const MeetingPager = memo(function MeetingPager({ state, paging }: MeetingPagerProps) {
  const t = useTranslations('meetings');
  const { search, goToPage, filter } = state;
  return (
    <Pager
      label={t('pages')}
      paging={paging}
      onGo={goToPage}
      size={{
        value: search.pageSize,
        options: pageSizes,
        onChange: (pageSize) => filter({ pageSize }),
      }}
    />
  );
});
