import { Paper } from '@mantine/core';
import { useTranslations } from 'use-intl';
import type { Elements } from '#src/ui/elements.ts';
import classes from './auth-page.module.css';

/** Frame of the pages around signing in: a card in the middle and nothing else. */
export function AuthPage({ title, children }: { readonly title: string; readonly children: Elements }) {
  const t = useTranslations('app');
  return (
    <main className={classes.page}>
      <title>{t('title', { page: title })}</title>
      <Paper className={`ui-parts ui-full ${classes.card}`} radius="lg" withBorder shadow="sm">
        <span className={`ui-bold ${classes.brand}`}>
          <img src="/favicon.svg" width={40} height={40} alt="" />
          <span>{t('name')}</span>
        </span>
        {children}
      </Paper>
    </main>
  );
}
