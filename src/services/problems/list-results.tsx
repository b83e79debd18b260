import { useTranslations } from 'use-intl';
import { ApiError } from '#src/api/client/errors.ts';
import type { Elements } from '#src/ui/elements.ts';
import { ErrorState } from './error-state.tsx';
import classes from './list-results.module.css';
import { OutdatedNotice, type ReadAgain } from './outdated-notice.tsx';

interface ListResultsProps {
  readonly query: ReadAgain & { readonly error: unknown };
  /** How many rows there are to show; undefined until that is known. */
  readonly count: number | undefined;
  /** Shown when there are none. */
  readonly empty: Elements;
  /** What cannot be shown, when that needs saying; and when the person may not see it. */
  readonly texts?: { readonly failed?: string; readonly notAllowed?: string };
  /** Other rows than these are on their way. */
  readonly busy?: boolean;
  /** The rows, or their placeholders; then the pager. */
  readonly children: Elements;
}

/** The rows of a list in whichever of its states: loading, failed, not allowed, empty, out of date. */
export function ListResults({ query, count, empty, texts = {}, busy, children }: ListResultsProps) {
  const t = useTranslations('errors');
  const retry = () => void query.refetch();
  if (count === undefined && query.isError) {
    const refused = query.error instanceof ApiError && query.error.kind === 'forbidden';
    const title = refused ? (texts.notAllowed ?? texts.failed) : texts.failed;
    return (
      <ErrorState
        error={query.error}
        {...(title === undefined ? {} : { title })}
        {...(refused ? {} : { onRetry: retry })}
      />
    );
  }
  if (count === 0) return <>{empty}</>;
  return (
    <div className={`ui-parts ${classes.results}`} aria-busy={count === undefined || busy === true}>
      <OutdatedNotice of={query} text={(time) => t('outdated', { time })} />
      {children}
    </div>
  );
}
