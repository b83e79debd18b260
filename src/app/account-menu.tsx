import { type MantineColorScheme, Menu, Text, useMantineColorScheme } from '@mantine/core';
import { IconLogout, IconSelector } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { currentUserQuery } from '#src/api/users.ts';
import { chooseAccountNext } from '#src/auth/choose-account.ts';
import { session } from '#src/auth/session.ts';
import { type Language, languageNames, languages } from '#src/i18n/languages.ts';
import { useLanguage } from '#src/i18n/use-language.ts';
import classes from './account-menu.module.css';

const schemes = [
  ['light', 'light'],
  ['dark', 'dark'],
  ['auto', 'system'],
] as const satisfies readonly (readonly [MantineColorScheme, string])[];

/** Who is signed in, with language, appearance and signing out. */
export function AccountMenu() {
  const t = useTranslations('account');
  const { data: user } = useQuery(currentUserQuery());
  const { language, setLanguage } = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const name = user?.name ?? '…';
  return (
    <Menu position="top-start" width="target" withinPortal={false} keepMounted={false}>
      <Menu.Target>
        <button type="button" className={classes.account} aria-label={t('menu', { name })}>
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
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('language')}</Menu.Label>
        <Menu.RadioGroup
          value={language}
          onChange={(code) => void setLanguage(code as Language).catch(() => undefined)}
        >
          {languages.map((code) => (
            <Menu.RadioItem key={code} value={code} lang={code}>
              {languageNames[code]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Label>{t('appearance')}</Menu.Label>
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(scheme) => setColorScheme(scheme as MantineColorScheme)}
        >
          {schemes.map(([scheme, label]) => (
            <Menu.RadioItem key={scheme} value={scheme}>
              {t(label)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={signOut}>
          {t('signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function signOut(): void {
  chooseAccountNext();
  void session.signOut();
}

/** First letters of the first and the last name. */
function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => /\p{L}/u.test(word));
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.[0] ?? '');
  return letters.join('').toUpperCase();
}
