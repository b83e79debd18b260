import { VisuallyHidden } from '@mantine/core';
import { memo } from 'react';
import type { Elements } from '../elements.ts';
import { PageHeader } from '../page-header.tsx';

interface ListHeaderProps {
  readonly title: string;
  /** How much there is, in words; empty until that is known. It is announced when it changes. */
  readonly count: string;
  readonly actions?: Elements;
}

/** Heading of a page that is a list. Drawn again only when it says something else, not for every letter of a search. */
export const ListHeader = memo(function ListHeader({ title, count, actions }: ListHeaderProps) {
  return (
    <>
      <PageHeader title={title} lead={count === '' ? '\u00a0' : count} actions={actions} />
      <VisuallyHidden role="status">{count}</VisuallyHidden>
    </>
  );
});
