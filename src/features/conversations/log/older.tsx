import { Button } from '@mantine/core';
import type { QueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { certainOf } from '#src/api/client/certain.ts';
import classes from '#src/services/conversations/conversation.module.css';
import { useErrorText } from '#src/services/problems/error-text.ts';
import { shownAnyway, useWrite } from '#src/services/problems/use-write.ts';

interface OlderProps {
  /** Reads earlier messages. @throws ApiError */
  readonly read: (queryClient: QueryClient) => Promise<void>;
  /** Id of the oldest message that is known. */
  readonly oldest: number | string | undefined;
}

/** Reads earlier messages when their place comes near, and on request where that failed. */
export function Older({ read: readMore, oldest }: OlderProps) {
  const t = useTranslations('conversations');
  const errorText = useErrorText();
  const box = useRef<HTMLDivElement>(null);
  const { busy, run, state } = useWrite<OlderProps['read'], void>(
    (queryClient, work) => certainOf(work(queryClient)),
    undefined,
    shownAnyway,
  );
  const hasFailed = state.phase === 'refused';
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each portion its place may still be near.
  useEffect(() => {
    const element = box.current;
    if (!element || hasFailed) return;
    const read = (entries: readonly IntersectionObserverEntry[]) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) void run(readMore);
    };
    const root = element.closest('section');
    const observer = new IntersectionObserver(read, { root, rootMargin: '300px 0px 0px 0px' });
    observer.observe(element);
    return () => observer.disconnect();
  }, [oldest, hasFailed, run]);
  return (
    <div ref={box} className={`ui-line ${classes.older}`}>
      <Button size="xs" variant="default" loading={busy} onClick={() => void run(readMore)}>
        {t('older')}
      </Button>
      {hasFailed && (
        <p className="ui-problem" role="alert">
          {errorText(state.error)}
        </p>
      )}
    </div>
  );
}
