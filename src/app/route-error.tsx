import { Button } from '@mantine/core';
import { useLocation, useNavigate, useRouteError } from 'react-router';
import { useTranslations } from 'use-intl';
import { ApiError } from '#src/api/client/errors.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';

/** What a page shows when it could not be loaded or broke while rendering. */
export function RouteError() {
  const error = useRouteError();
  const t = useTranslations('app');
  const regions = useTranslations('regions');
  const errors = useTranslations('errors');
  const navigate = useNavigate();
  const location = useLocation();
  // The router forgets the fault of a page when someone goes somewhere: here, again.
  const again = () =>
    void navigate(location, { replace: true, state: location.state, preventScrollReset: true });
  // A failed dynamic import: browsers have no error class for it.
  const outdated = error instanceof TypeError && /import|module/i.test(error.message);
  const reload = (
    <Button variant={outdated ? 'filled' : 'default'} onClick={() => window.location.reload()}>
      {t('reload')}
    </Button>
  );
  if (outdated) return <ErrorState error={error} title={t('updateFailed')} action={reload} />;
  return (
    <ErrorState
      error={error}
      {...(error instanceof ApiError ? {} : { title: regions('page') })}
      action={
        <>
          <Button onClick={again}>{errors('retry')}</Button>
          {reload}
        </>
      }
    />
  );
}
