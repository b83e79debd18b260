import { Button } from '@mantine/core';
import { useRouteError } from 'react-router';
import { useTranslations } from 'use-intl';
import { ErrorState } from '#src/ui/error-state.tsx';

/** What a page shows when it could not be loaded or broke while rendering. */
export function RouteError() {
  const error = useRouteError();
  const t = useTranslations('app');
  // A failed dynamic import: browsers have no error class for it.
  const outdated = error instanceof TypeError && /import|module/i.test(error.message);
  return (
    <ErrorState
      error={error}
      {...(outdated ? { title: t('updateFailed') } : {})}
      action={<Button onClick={() => window.location.reload()}>{t('reload')}</Button>}
    />
  );
}
