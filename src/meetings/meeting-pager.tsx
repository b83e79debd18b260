import { NativeSelect } from '@mantine/core';
import {
  IconChevronDown,
  IconChevronLeft,
  IconChevronLeftPipe,
  IconChevronRight,
  IconChevronRightPipe,
} from '@tabler/icons-react';
import { memo } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { PageArrow } from '#src/ui/page-arrow.tsx';
import classes from './meeting-pager.module.css';
import { defaultPageSize, pageSizes } from './model/list-search.ts';
import type { Paging } from './model/paging.ts';
import type { MeetingSearchState } from './use-meeting-search.ts';

interface MeetingPagerProps {
  readonly state: MeetingSearchState;
  /** Undefined while the first page is on its way. */
  readonly paging: Paging | undefined;
}

/** Which part of the meetings is on the screen, and the way to the others. */
export const MeetingPager = memo(function MeetingPager({ state, paging }: MeetingPagerProps) {
  const t = useTranslations('meetings.pager');
  const { search, goToPage, filter } = state;
  const atStart = search.page === 1;
  const atEnd = !paging?.hasNext;
  return (
    <nav className={classes.pager} aria-label={t('label')}>
      <NativeSelect
        className={classes.size ?? ''}
        size="xs"
        label={t('size')}
        value={String(search.pageSize)}
        rightSection={<IconChevronDown size={14} aria-hidden />}
        onChange={(event) => {
          const size = Number(event.currentTarget.value);
          filter({ pageSize: pageSizes.find((known) => known === size) ?? defaultPageSize });
        }}
        data={pageSizes.map(String)}
      />
      <span className={classes.range}>{useRange(paging)}</span>
      <div className={classes.arrows}>
        <PageArrow
          icon={IconChevronLeftPipe}
          label={t('first')}
          refusal={atStart && t('atStart')}
          onGo={() => goToPage(1)}
        />
        <PageArrow
          icon={IconChevronLeft}
          label={t('previous')}
          refusal={atStart && t('atStart')}
          onGo={() => goToPage(search.page - 1)}
        />
        <PageArrow
          icon={IconChevronRight}
          label={t('next')}
          refusal={atEnd && t('atEnd')}
          onGo={() => goToPage(search.page + 1)}
        />
        {(!paging || paging.lastPage !== undefined) && (
          <PageArrow
            icon={IconChevronRightPipe}
            label={t('last')}
            refusal={atEnd && t('atEnd')}
            onGo={() => goToPage(paging?.lastPage ?? search.page)}
          />
        )}
      </div>
    </nav>
  );
});

function useRange(paging: Paging | undefined): string {
  const t = useTranslations('meetings.pager');
  const format = useFormatter();
  if (!paging) return '\u00a0';
  const from = format.number(paging.from);
  const until = format.number(paging.until);
  if (paging.total === undefined) return t('rangeOpen', { from, until });
  return t('range', { from, until, total: format.number(paging.total) });
}
