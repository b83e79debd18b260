import { Button, Text, Title } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { type LoaderFunctionArgs, Navigate, useSearchParams } from 'react-router';
import { useTranslations } from 'use-intl';
import { useLanguage } from '#src/i18n/use-language.ts';
import { clientConfig } from '#src/lib/client-config.ts';
import { deleteIndex } from '#src/local-index/delete-index.ts';
import { AuthPage } from './auth-page.tsx';
import { chooseAccountNext, takeChooseAccount } from './choose-account.ts';
import { safeReturnTo } from './return-to.ts';
import { session } from './session.ts';
import { useSessionStatus } from './use-session.ts';

/** Finds out whether somebody is signed in already; the page then leads on. */
export async function loader({ request }: LoaderFunctionArgs): Promise<null> {
  const status = await session.ready().catch(() => undefined);
  const popup = new URL(request.url).searchParams.has('popup');
  // Nobody is signed in: nothing of whoever was stays here, however they left. A pop-up belongs to a page that
  // waits for the same person.
  if (status === 'signed-out' && !popup) void deleteIndex();
  return null;
}

/** Where people come who are not signed in. In a pop-up it goes straight on to Claritalk. */
export function Component() {
  const t = useTranslations('auth');
  const { language } = useLanguage();
  const [search] = useSearchParams();
  const [state, setState] = useState<'idle' | 'leaving' | 'failed'>('idle');
  const popup = search.get('popup') === '1';
  const returnTo = safeReturnTo(search.get('returnTo'));
  const signedIn = useSessionStatus() === 'signed-in';
  const begun = useRef(false);

  const signIn = async () => {
    setState('leaving');
    const chooseAccount = takeChooseAccount();
    try {
      const { startSignIn } = await import('./oidc.ts');
      await startSignIn({
        returnTo,
        popup,
        chooseAccount,
        locale: language,
      });
    } catch {
      if (chooseAccount) chooseAccountNext();
      setState('failed');
    }
  };

  useEffect(() => {
    if (!popup || begun.current) return;
    begun.current = true;
    void signIn();
  });

  // Signed in meanwhile, perhaps in another tab.
  if (signedIn && !popup) return <Navigate to={returnTo} replace />;
  return (
    <AuthPage title={t('title')}>
      <Title order={1}>{t('heading')}</Title>
      <Text c="dimmed">{t('lead')}</Text>
      <Button size="md" fullWidth loading={state === 'leaving'} onClick={() => void signIn()}>
        {t('signIn')}
      </Button>
      {state === 'failed' && (
        <Text role="alert" c="var(--ct-danger)" size="sm">
          {t('failed')}
        </Text>
      )}
      <Text size="xs" c="dimmed">
        {t('privacy', { host: new URL(clientConfig().authorizeUrl).host })}
      </Text>
    </AuthPage>
  );
}
