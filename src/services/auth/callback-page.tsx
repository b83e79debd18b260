import { Button, Loader, Text, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useTranslations } from 'use-intl';
import { paths } from '#src/paths.ts';
import { AuthPage } from './auth-page.tsx';
import { session } from './session.ts';
import { detailsOf, problemOf } from './sign-in-problem.ts';

interface CallbackPageProps {
  /** Removes what belonged to whoever was here before. */
  readonly forget: () => Promise<void>;
}

/** Where Claritalk sends the person back to, with a code that is redeemed here. */
export function CallbackPage({ forget }: CallbackPageProps) {
  const t = useTranslations('auth');
  const navigate = useNavigate();
  const [failure, setFailure] = useState<{ readonly error: unknown }>();
  const [done, setDone] = useState(false);

  useEffect(() => {
    let gone = false;
    const finish = async () => {
      // This document's memory belongs to whoever was signed in when it was loaded.
      const isUsed = session.getSnapshot() === 'signed-in';
      const { finishSignIn } = await import('./oidc.ts');
      const { returnTo, popup } = await finishSignIn(forget);
      if (gone) return;
      if (!popup && isUsed) return window.location.replace(returnTo);
      if (!popup) return navigate(returnTo, { replace: true });
      setDone(true);
      window.close();
    };
    finish().catch((error: unknown) => {
      if (gone) return;
      // After signing in, Back would lead to an address that has served its purpose.
      const isBack = problemOf(error) === 'stale' && session.getSnapshot() === 'signed-in';
      if (isBack) void navigate(paths.home(), { replace: true });
      else setFailure({ error });
    });
    return () => {
      gone = true;
    };
  }, [navigate, forget]);

  if (failure) {
    return (
      <AuthPage title={t('failedTitle')}>
        <Title order={1}>{t('failedTitle')}</Title>
        <Text role="alert">{t(`problems.${problemOf(failure.error)}`, detailsOf(failure.error))}</Text>
        <Button component={Link} to={paths.signIn()} replace>
          {t('again')}
        </Button>
      </AuthPage>
    );
  }
  return (
    <AuthPage title={t('title')}>
      <Text role="status">{t(done ? 'done' : 'finishing')}</Text>
      {!done && <Loader aria-hidden />}
    </AuthPage>
  );
}
