import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useFormatter, useTranslations } from 'use-intl';
import { PageArrow } from '#src/ui/page-arrow.tsx';
import classes from './people.module.css';

interface PageArrowsProps {
  readonly label: string;
  /** 1-based. */
  readonly page: number;
  readonly pageSize: number;
  readonly total: number;
  readonly onGo: (page: number) => void;
}

/** Which part of some rows is on the screen, and the way to its neighbours. Nothing when there is one page only. */
export function PageArrows({ label, page, pageSize, total, onGo }: PageArrowsProps) {
  const t = useTranslations('meetings.pager');
  const format = useFormatter();
  const last = Math.ceil(total / pageSize);
  if (last <= 1) return null;
  return (
    <nav className={classes.pager} aria-label={label}>
      <span>
        {t('range', {
          from: format.number((page - 1) * pageSize + 1),
          until: format.number(Math.min(page * pageSize, total)),
          total: format.number(total),
        })}
      </span>
      <PageArrow
        icon={IconChevronLeft}
        label={t('previous')}
        refusal={page <= 1 && t('atStart')}
        onGo={() => onGo(page - 1)}
      />
      <PageArrow
        icon={IconChevronRight}
        label={t('next')}
        refusal={page >= last && t('atEnd')}
        onGo={() => onGo(page + 1)}
      />
    </nav>
  );
}
