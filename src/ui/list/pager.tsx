import { ActionIcon } from '@mantine/core';
import {
  type Icon,
  IconChevronLeft,
  IconChevronLeftPipe,
  IconChevronRight,
  IconChevronRightPipe,
} from '@tabler/icons-react';
import { useId } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { type Going, useShown } from '#src/lib/address/use-shown.ts';
import { Hint } from '../hint.tsx';
import classes from './pager.module.css';
import type { Paging } from './paging.ts';
import { Select } from './select.tsx';

interface PagerProps<Size extends number> {
  readonly label: string;
  /** Undefined while the first page is on its way. */
  readonly paging: Paging | undefined;
  readonly onGo: (page: number) => void;
  /** A choice of how many rows a page has. */
  readonly size?: PageSize<Size>;
}

interface PageSize<Size extends number> {
  readonly value: Size;
  readonly options: readonly Size[];
  readonly onChange: (size: Size) => Going;
}

/** Which part of the rows is on screen, and the way to the others. Nothing where there is no choice. */
export function Pager<Size extends number>({ label, paging, onGo, size }: PagerProps<Size>) {
  const t = useTranslations('pager');
  const range = useRange(paging);
  const page = paging?.page ?? 1;
  const atStart = page === 1 && t('atStart');
  const atEnd = !paging?.hasNext && t('atEnd');
  if (!size && atStart && atEnd) return null;
  const arrows = [
    { icon: IconChevronLeftPipe, label: t('first'), refusal: atStart, to: 1 },
    { icon: IconChevronLeft, label: t('previous'), refusal: atStart, to: page - 1 },
    { icon: IconChevronRight, label: t('next'), refusal: atEnd, to: page + 1 },
  ];
  const last = paging ? paging.lastPage : page;
  // Without a total nobody knows which is the last.
  if (last !== undefined)
    arrows.push({ icon: IconChevronRightPipe, label: t('last'), refusal: atEnd, to: last });
  return (
    <nav className={`ui-row ${classes.pager}`} aria-label={label}>
      {size && <SizeChoice {...size} />}
      <span className="ui-hint ui-figures ui-end">{range}</span>
      <div className={classes.arrows}>
        {arrows.map(({ icon, label, refusal, to }) => (
          <Arrow key={label} icon={icon} label={label} refusal={refusal} onGo={() => onGo(to)} />
        ))}
      </div>
    </nav>
  );
}

function SizeChoice<Size extends number>({ value, options, onChange }: PageSize<Size>) {
  const t = useTranslations('pager');
  const id = useId();
  const [shown, choose] = useShown(value, onChange);
  return (
    <div className={`ui-line ${classes.size}`}>
      <label htmlFor={id}>{t('size')}</label>
      <Select
        id={id}
        small
        value={shown}
        options={options.map((each) => ({ value: each, label: String(each) }))}
        onChange={choose}
      />
    </div>
  );
}

function useRange(paging: Paging | undefined): string {
  const t = useTranslations('pager');
  const format = useFormatter();
  if (!paging) return '\u00a0';
  const from = format.number(paging.from);
  const until = format.number(paging.until);
  if (paging.total === undefined) return t('rangeOpen', { from, until });
  return t('range', { from, until, total: format.number(paging.total) });
}

interface ArrowProps {
  readonly icon: Icon;
  readonly label: string;
  /** Why it leads nowhere; false when it leads somewhere. */
  readonly refusal: string | false;
  readonly onGo: () => void;
}

/** A button to another page. It keeps the focus when it becomes useless, and then says why. */
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
