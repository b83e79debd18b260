import type { Icon } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { ApiError } from '#src/api/client/errors.ts';
import { paths } from '#src/paths.ts';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { NextPage } from '#src/ui/list/next-page.tsx';
import { useErrorText } from './error-text.ts';

interface Asked {
  readonly data: unknown;
  readonly error: unknown;
}

/** @returns what a list shows where the organisation has no connection: nothing failed, and trying again helps nobody */
export function useNotConnected({ data, error }: Asked, icon: Icon): ReactElement | undefined {
  const errorText = useErrorText();
  const isMissing = error instanceof ApiError && error.refusal?.code === 'not-connected';
  if (data !== undefined || !isMissing) return undefined;
  const action = <NextPage to={paths.integrations()} page="integrations" />;
  return <EmptyState icon={icon} text={errorText(error)} action={action} />;
}
