import { Button, Text } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { useSignOutEnd } from './use-sign-out-end.ts';

/** Says on the sign-in page that the last session here has not ended at the gateway. */
export function UnfinishedSignOut() {
  const t = useTranslations('auth.ending');
  // The page itself has tried before it was shown.
  const { ending, again } = useSignOutEnd(2_000);
  if (!ending) return null;
  return (
    <section role="alert" aria-labelledby="unfinished-sign-out">
      <Text id="unfinished-sign-out" fw={650}>
        {t('title')}
      </Text>
      <Text size="sm" mb="sm">
        {t('body')}
      </Text>
      <Button variant="default" size="xs" onClick={again}>
        {t('again')}
      </Button>
    </section>
  );
}
