import { useLayoutEffect } from 'react';
import { PageHeader } from '../page-header.tsx';
import { focusAfterRendering } from './focus-after-rendering.ts';
import { focusHeading, pageHeading } from './page-heading.ts';

/** Heading of a page until what it is about arrives with its own: that gets the focus, if this one had it. */
export function WaitingHeader({ title }: { readonly title: string }) {
  useLayoutEffect(
    () => () => {
      if (pageHeading() === document.activeElement) focusAfterRendering(focusHeading);
    },
    [],
  );
  return <PageHeader title={title} />;
}
