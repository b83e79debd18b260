import { Button, Text, VisuallyHidden } from '@mantine/core';
import { IconKeyboard, IconLogout, IconSelector, IconSettings, IconUserCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { firstCharacter } from '#contract/whole-characters.ts';
import { type CurrentUser, currentUserQuery } from '#src/api/claritalk/users.ts';
import { paths } from '#src/paths.ts';
import { chooseAccountNext } from '#src/services/auth/choose-account.ts';
import { session } from '#src/services/auth/session.ts';
import { AppearanceChoice, LanguageChoice } from '#src/ui/choices.tsx';
import { AbovePage } from '#src/ui/dialog/above-page.ts';
import { showShortcuts } from '#src/ui/keyboard/shortcuts-help.tsx';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import { usePanel } from '#src/ui/use-panel.ts';
import classes from './account-menu.module.css';
import { leavesSomething } from './unfinished.ts';

const panelId = 'account-panel';
const loadSignOut = () => import('./sign-out-dialog.tsx');

/** Who is signed in; opens a panel with language, appearance and signing out. */
export function AccountMenu() {
  const t = useTranslations('account');
  const { data: user } = useQuery(currentUserQuery());
  const name = user?.name ?? '…';
  const [asking, setAsking] = useState(false);
  const dialog = useOnDemand(loadSignOut, asking);
  const { made, close, button, panel } = usePanel();
  const askOrSignOut = () => {
    if (user && leavesSomething(user.uuid)) setAsking(true);
    else signOut();
  };
  return (
    <>
      <button
        type="button"
        className={`ui-entry ui-full ${classes.account}`}
        popoverTarget={panelId}
        {...button}
      >
        <VisuallyHidden>{t('menu')}</VisuallyHidden>
        <span className={`ui-sign ui-bold ${classes.initials}`} aria-hidden dir="auto">
          {initials(name)}
        </span>
        <span className={classes.who}>
          <Text component="span" size="sm" fw={600} truncate dir="auto">
            {name}
          </Text>
          <Text component="span" size="xs" c="dimmed" truncate>
            {user ? t(user.role === 'admin' ? 'admin' : 'member') : '\u00a0'}
          </Text>
        </span>
        <IconSelector size={16} aria-hidden />
      </button>
      {/* A native popover: light dismiss, Escape and focus come with the browser (docs/decisions, 8). */}
      <AbovePage>
        <section {...panel} id={panelId} className={classes.panel} aria-label={t('menu')}>
          {made && <Panel user={user} onSignOut={askOrSignOut} onClose={close} />}
        </section>
      </AbovePage>
      {dialog && user && (
        <dialog.SignOutDialog userUuid={user.uuid} onClose={() => setAsking(false)} onSignOut={signOut} />
      )}
    </>
  );
}

interface PanelProps {
  readonly user: CurrentUser | undefined;
  readonly onSignOut: () => void;
  readonly onClose: () => void;
}

function Panel({ user, onSignOut, onClose }: PanelProps) {
  const t = useTranslations('account');
  return (
    <>
      {user?.email && (
        <Text size="xs" c="dimmed" truncate dir="auto">
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
          onClick={onClose}
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
        onClick={onClose}
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
        onClick={onSignOut}
      >
        {t('signOut')}
      </Button>
    </>
  );
}

function signOut(discardDraftsOf?: string): void {
  chooseAccountNext();
  session.signOut(discardDraftsOf);
}

/** First letters of the first and the last name. */
function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => /\p{L}/u.test(word));
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) =>
    firstCharacter(word?.replace(/^[^\p{L}]+/u, '') ?? ''),
  );
  return letters.join('').toUpperCase();
}
