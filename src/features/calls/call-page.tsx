import { Skeleton } from '@mantine/core';
import { IconPhone } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { useTranslations } from 'use-intl';
import { ApiError } from '#src/api/client/errors.ts';
import { callOptions } from '#src/api/gateway/calls/calls.ts';
import { paths, requiredParam } from '#src/paths.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { useRefusalText } from '#src/services/problems/use-refusal-text.ts';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { WaitingHeader } from '#src/ui/keyboard/waiting-header.tsx';
import { BackLink } from '#src/ui/list/back-link.tsx';
import { NextPage } from '#src/ui/list/next-page.tsx';
import { Call } from './call.tsx';

/** One recorded call. */
export function Component() {
  const t = useTranslations('calls');
  const id = requiredParam(useParams(), 'id');
  const refusalText = useRefusalText();
  const { data, error, isError, refetch } = useQuery(callOptions(id));
  const failed = isError && !data ? error : undefined;
  return (
    <>
      <BackLink to={paths.calls()} label={t('back')} />
      {data ? (
        <Call key={id} open={data} />
      ) : (
        <>
          <WaitingHeader title={t('one')} />
          {failed && isHidden(failed) && (
            <EmptyState
              icon={IconPhone}
              text={refusalText(failed)}
              action={<NextPage to={paths.calls()} page="calls" />}
            />
          )}
          {failed && !isHidden(failed) && (
            <ErrorState error={failed} title={t('oneFailed')} onRetry={() => void refetch()} />
          )}
          {!failed && (
            <div className="ui-stack" aria-hidden>
              <Skeleton height={120} radius="lg" />
              <Skeleton height={240} radius="lg" />
            </div>
          )}
        </>
      )}
    </>
  );
}

/** To the reader it is not there; why, is said instead of offering to try again. */
const isHidden = (error: unknown) => error instanceof ApiError && error.refusal?.code === 'call-hidden';
