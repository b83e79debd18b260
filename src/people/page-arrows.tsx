import { ActionIcon } from '@mantine/core';
import { type Icon, IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useFormatter, useTranslations } from 'use-intl';
import { Hint } from '#src/ui/hint.tsx';
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
      <Arrow
        icon={IconChevronLeft}
        label={t('previous')}
        refusal={page <= 1 && t('atStart')}
        onGo={() => onGo(page - 1)}
      />
      <Arrow
        icon={IconChevronRight}
        label={t('next')}
        refusal={page >= last && t('atEnd')}
        onGo={() => onGo(page + 1)}
      />
    </nav>
  );
}

interface ArrowProps {
  readonly icon: Icon;
  readonly label: string;
  /** Why it leads nowhere; false when it does. */
  readonly refusal: string | false;
  readonly onGo: () => void;
}

/** Keeps the focus when it becomes useless, and then says why. */
function Arrow({ icon: Icon, label, refusal, onGo }: ArrowProps) {
  return (
    <Hint text={refusal || label}>
      {(description) => (
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={label}
          aria-disabled={refusal !== false}
          {...(refusal === false ? {} : { ...description, 'data-disabled': true })}
          onClick={() => refusal === false && onGo()}
        >
          <Icon size={18} aria-hidden />
        </ActionIcon>
      )}
    </Hint>
  );
}
