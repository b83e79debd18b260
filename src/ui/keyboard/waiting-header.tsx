import { useLayoutEffect } from 'react';
import { PageHeader } from '../page-header.tsx';
import { focusAfterRendering } from './focus-after-rendering.ts';

const heading = () => document.querySelector<HTMLElement>('#content h1');

/** Heading of a page until what it is about arrives with its own: that gets the focus, if this one had it. */
export function WaitingHeader({ title }: { readonly title: string }) {
  useLayoutEffect(
    () => () => {
      if (heading() !== document.activeElement) return;
      focusAfterRendering(() => {
        const next = heading();
        if (!next) return false;
        next.tabIndex = -1;
        return next.focus({ preventScroll: true });
      });
    },
    [],
  );
  return <PageHeader title={title} />;
}
