import { IconMessages } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { ApiError } from '#src/api/client/errors.ts';
import { paths } from '#src/paths.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { useRefusalText } from '#src/services/problems/use-refusal-text.ts';
import type { Elements } from '#src/ui/elements.ts';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { WaitingHeader } from '#src/ui/keyboard/waiting-header.tsx';
import { NextPage } from '#src/ui/list/next-page.tsx';

interface NotShownProps {
  /** Of the conversation, as far as it is known. */
  readonly title: string | undefined;
  /** What was to be read and failed. */
  readonly failed: { readonly error: unknown } | undefined;
  readonly onRetry: () => void;
  /** In its place while it is on its way. */
  readonly children: Elements;
}

/** A conversation that is not there yet, or why it is not. */
export function NotShown({ title, failed, onRetry, children }: NotShownProps) {
  const t = useTranslations('conversations');
  const refusalText = useRefusalText();
  // Nothing is hidden from an admin.
  const isAdmin = useQuery(currentUserQuery()).data?.role === 'admin';
  return (
    <>
      <WaitingHeader title={title ?? t('one')} />
      {failed && isHidden(failed.error) && (
        <EmptyState
          icon={IconMessages}
          text={isAdmin ? t('gone') : refusalText(failed.error)}
          action={<NextPage to={paths.conversations()} page="conversations" />}
        />
      )}
      {failed && !isHidden(failed.error) && (
        <ErrorState error={failed.error} title={t('oneFailed')} onRetry={onRetry} />
      )}
      {!failed && children}
    </>
  );
}

/** To the reader it is not there; why, is said instead of offering to try again. */
const isHidden = (error: unknown) =>
  error instanceof ApiError && error.refusal?.code === 'conversation-hidden';
