import { Button, Text, VisuallyHidden } from '@mantine/core';
import { IconKeyboard, IconLogout, IconSelector, IconSettings, IconUserCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { currentUserQuery } from '#src/api/users.ts';
import { chooseAccountNext } from '#src/auth/choose-account.ts';
import { session } from '#src/auth/session.ts';
import { draftsOf } from '#src/lib/drafts.ts';
import { indexStore } from '#src/local-index/index-store.ts';
import { AppearanceChoice, LanguageChoice } from '#src/ui/choices.tsx';
import { showShortcuts } from '#src/ui/shortcuts-help.tsx';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import classes from './account-menu.module.css';
import { paths } from './paths.ts';

const panelId = 'account-panel';
const loadSignOut = () => import('./sign-out-dialog.tsx');

/** Who is signed in; opens a panel with language, appearance and signing out. */
export function AccountMenu() {
  const t = useTranslations('account');
  const { data: user } = useQuery(currentUserQuery());
  const name = user?.name ?? '…';
  const [asking, setAsking] = useState(false);
  const dialog = useOnDemand(loadSignOut, asking);
  const askOrSignOut = () => {
    if (user && draftsOf(user.uuid).length > 0) setAsking(true);
    else signOut();
  };
  return (
    <>
      <button type="button" className={classes.account} popoverTarget={panelId}>
        <VisuallyHidden>{t('menu')}</VisuallyHidden>
        <span className={classes.initials} aria-hidden>
          {initials(name)}
        </span>
        <span className={classes.who}>
          <Text component="span" size="sm" fw={600} truncate>
            {name}
          </Text>
          <Text component="span" size="xs" c="dimmed" truncate>
            {user ? t(user.role === 'admin' ? 'admin' : 'member') : '\u00a0'}
          </Text>
        </span>
        <IconSelector size={16} aria-hidden />
      </button>
      {/* A native popover: light dismiss, Escape and focus come with the browser (docs/decisions, 8). */}
      <section id={panelId} popover="auto" className={classes.panel} aria-label={t('menu')}>
        {user?.email && (
          <Text size="xs" c="dimmed" truncate>
            {user.email}
          </Text>
        )}
        {user && (
          <Button
            component={Link}
            to={paths.person(user.uuid)}
            variant="default"
            fullWidth
            leftSection={<IconUserCircle size={16} aria-hidden />}
            onClick={() => document.getElementById(panelId)?.hidePopover()}
          >
            {t('profile')}
          </Button>
        )}
        <LanguageChoice />
        <AppearanceChoice />
        <Button
          component={Link}
          to={paths.settings()}
          variant="default"
          fullWidth
          leftSection={<IconSettings size={16} aria-hidden />}
          onClick={() => document.getElementById(panelId)?.hidePopover()}
        >
          {t('settings')}
        </Button>
        <Button
          variant="default"
          fullWidth
          leftSection={<IconKeyboard size={16} aria-hidden />}
          popoverTarget={panelId}
          popoverTargetAction="hide"
          onClick={showShortcuts}
        >
          {t('shortcuts')}
        </Button>
        <Button
          variant="default"
          fullWidth
          leftSection={<IconLogout size={16} aria-hidden />}
          popoverTarget={panelId}
          popoverTargetAction="hide"
          onClick={askOrSignOut}
        >
          {t('signOut')}
        </Button>
      </section>
      {dialog && user && (
        <dialog.SignOutDialog userUuid={user.uuid} onClose={() => setAsking(false)} onSignOut={signOut} />
      )}
    </>
  );
}

async function signOut(): Promise<void> {
  chooseAccountNext();
  // First, because signing out leaves this page.
  await indexStore.purge();
  await session.signOut();
}

/** First letters of the first and the last name. */
function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => /\p{L}/u.test(word));
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.[0] ?? '');
  return letters.join('').toUpperCase();
}
