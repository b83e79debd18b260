import { Button, Loader, Text, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useTranslations } from 'use-intl';
import { paths } from '#src/app/paths.ts';
import { AuthPage } from './auth-page.tsx';

type Failure = 'denied' | 'stale' | 'failed';

/** Where Claritalk sends the person back to, with a code that is redeemed here. */
export function Component() {
  const t = useTranslations('auth');
  const navigate = useNavigate();
  const [failure, setFailure] = useState<Failure>();
  const [done, setDone] = useState(false);

  useEffect(() => {
    let gone = false;
    import('./oidc.ts')
      .then(({ finishSignIn }) => finishSignIn())
      .then(
        async ({ returnTo, popup }) => {
          if (gone) return;
          if (!popup) return navigate(returnTo, { replace: true });
          setDone(true);
          window.close();
        },
        (error: unknown) => {
          if (!gone) setFailure(failureOf(error));
        },
      );
    return () => {
      gone = true;
    };
  }, [navigate]);

  if (failure) {
    return (
      <AuthPage title={t('failedTitle')}>
        <Title order={1}>{t('failedTitle')}</Title>
        <Text role="alert">{t(failure)}</Text>
        <Button component={Link} to={paths.signIn()} replace>
          {t('again')}
        </Button>
      </AuthPage>
    );
  }
  return (
    <AuthPage title={t('title')}>
      <Text role="status">{done ? t('done') : t('finishing')}</Text>
      {!done && <Loader aria-hidden />}
    </AuthPage>
  );
}

function failureOf(error: unknown): Failure {
  const code = typeof error === 'object' && error !== null && 'error' in error ? error.error : undefined;
  if (code === 'access_denied') return 'denied';
  const message = error instanceof Error ? error.message : '';
  // oidc-client-ts has no code for an unknown or missing state.
  return code === 'invalid_grant' || /state/i.test(message) ? 'stale' : 'failed';
}
