import { Button, Text, Title } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { Navigate, useSearchParams } from 'react-router';
import { useTranslations } from 'use-intl';
import { useLanguage } from '#src/i18n/use-language.ts';
import { clientConfig } from '#src/lib/client-config.ts';
import { AuthPage } from './auth-page.tsx';
import { chooseAccountNext, takeChooseAccount } from './choose-account.ts';
import { isOwnPopup } from './popup.ts';
import { safeReturnTo } from './return-to.ts';
import { detailsOf, obstacleToSignIn, problemOf, type SignInProblem } from './sign-in-problem.ts';
import { UnfinishedSignOut } from './unfinished-sign-out.tsx';
import { useSessionStatus } from './use-session.ts';

interface Failure {
  readonly problem: SignInProblem;
  readonly error: unknown;
}

function obstacle(): Failure | undefined {
  const problem = obstacleToSignIn();
  return problem && { problem, error: undefined };
}

/** The page for people who are not signed in. In a window that our own page opened it goes straight to Claritalk. */
export function SignInPage() {
  const t = useTranslations('auth');
  const { language } = useLanguage();
  const [search] = useSearchParams();
  const [leaving, setLeaving] = useState(false);
  const [failure, setFailure] = useState(obstacle);
  const [popup] = useState(() => search.get('popup') === '1' && isOwnPopup());
  const returnTo = safeReturnTo(search.get('returnTo'));
  const signedIn = useSessionStatus() === 'signed-in';
  const begun = useRef(false);

  const signIn = async () => {
    setFailure(obstacle);
    if (obstacleToSignIn()) return;
    setLeaving(true);
    const chooseAccount = takeChooseAccount();
    try {
      const { startSignIn } = await import('./oidc.ts');
      await startSignIn({ returnTo, popup, chooseAccount, locale: language });
    } catch (error) {
      if (chooseAccount) chooseAccountNext();
      setLeaving(false);
      setFailure({ problem: problemOf(error), error });
    }
  };

  useEffect(() => {
    // Someone who returns from Claritalk's page by Back wants to choose, not to be sent there again.
    const [navigation] = performance.getEntriesByType('navigation');
    const isBack = navigation instanceof PerformanceNavigationTiming && navigation.type === 'back_forward';
    if (!popup || begun.current || isBack) return;
    begun.current = true;
    void signIn();
  });

  useEffect(() => {
    // Back may show this very page again, as it was left.
    const stay = ({ persisted }: PageTransitionEvent) => persisted && setLeaving(false);
    window.addEventListener('pageshow', stay);
    return () => window.removeEventListener('pageshow', stay);
  }, []);

  // Signed in in the meantime, perhaps in another tab.
  if (signedIn && !popup) return <Navigate to={returnTo} replace />;
  return (
    <AuthPage title={t('title')}>
      <Title order={1}>{t('heading')}</Title>
      <Text c="dimmed">{t('lead')}</Text>
      <UnfinishedSignOut />
      <Button size="md" fullWidth loading={leaving} onClick={() => void signIn()}>
        {t('signIn')}
      </Button>
      {failure && (
        <Text role="alert" c="var(--ct-danger)" size="sm">
          {t(`problems.${failure.problem}`, detailsOf(failure.error))}
        </Text>
      )}
      <Text size="xs" c="dimmed">
        {t('privacy', { host: new URL(clientConfig().authorizeUrl).host })}
      </Text>
    </AuthPage>
  );
}
