import { useMantineColorScheme } from '@mantine/core';
import {
  IconClockOff,
  IconDeviceLaptop,
  IconKeyboard,
  IconLanguage,
  IconListCheck,
  IconLogout,
  IconMessages,
  IconMicrophone,
  IconMoon,
  IconPencilPlus,
  IconPhone,
  IconSettings,
  IconShieldCheck,
  IconSun,
  IconUserPlus,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { connectedSystemsOptions } from '#src/api/gateway/connected-systems.ts';
import { languageNames, languages } from '#src/i18n/languages.ts';
import { useLanguage } from '#src/i18n/use-language.ts';
import { clientConfig } from '#src/lib/client-config.ts';
import { showShortcuts } from '#src/ui/keyboard/shortcuts-help.tsx';
import { paths } from '../paths.ts';
import { shownPlaces } from './navigation.tsx';
import type { Entry } from './palette/model/entries.ts';
import { PaletteDialog } from './palette/palette-dialog.tsx';

/** The palette with the pages and actions of this application. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const pages = usePages();
  const actions = useActions();
  const given = useMemo(() => [...pages, ...actions], [pages, actions]);
  return <PaletteDialog given={given} onClose={onClose} />;
}

function usePages(): readonly Entry[] {
  const t = useTranslations('nav');
  const more = useTranslations('palette.pages');
  const { data: systems } = useQuery(connectedSystemsOptions());
  const { data: user } = useQuery(currentUserQuery());
  const isAdmin = user?.role === 'admin';
  return useMemo(() => {
    const page = (id: string, label: string, icon: Entry['icon'], to: string): Entry => ({
      key: `page:${id}`,
      kind: 'page',
      label,
      detail: undefined,
      icon,
      act: { to },
    });
    return [
      ...shownPlaces(systems).map(({ id, to, icon }) => page(id, t(id), icon, to)),
      page('settings', more('settings'), IconSettings, paths.settings()),
      ...(isAdmin
        ? [page('retention', more('retention'), IconClockOff, `${paths.organisations()}?view=retention`)]
        : []),
      page('verify', more('verify'), IconShieldCheck, paths.verify()),
    ];
  }, [t, more, systems, isAdmin]);
}

const schemes = [
  ['light', IconSun],
  ['dark', IconMoon],
  ['auto', IconDeviceLaptop],
] as const;

function useActions(): readonly Entry[] {
  const { data: systems } = useQuery(connectedSystemsOptions());
  const answers = systems?.some((system) => system !== 'claap') === true;
  const calls = systems?.includes('courier') === true;
  const t = useTranslations('palette.actions');
  const { data: user } = useQuery(currentUserQuery());
  const { language, setLanguage } = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  // The gateway decides; people without permission are spared the way there.
  const invites = user?.role === 'admin' && clientConfig().administration;
  return useMemo(() => {
    const action = (id: string, label: string, icon: Entry['icon'], act: Entry['act']): Entry => ({
      key: `action:${id}`,
      kind: 'action',
      label,
      detail: undefined,
      icon,
      act,
    });
    return [
      action('record', t('record'), IconMicrophone, { to: paths.record() }),
      action('new', t('new'), IconPencilPlus, { to: paths.newMeeting() }),
      ...(invites ? [action('invite', t('invite'), IconUserPlus, { to: paths.invitePeople() })] : []),
      ...(user?.role === 'admin'
        ? [action('first-steps', t('firstSteps'), IconListCheck, { to: `${paths.home()}?first-steps=1` })]
        : []),
      ...(answers
        ? [action('waiting', t('waiting'), IconMessages, { to: paths.conversations('?view=waiting') })]
        : []),
      ...(calls
        ? [action('calls', t('calls'), IconPhone, { to: paths.calls('?view=without&days=30') })]
        : []),
      action('shortcuts', t('shortcuts'), IconKeyboard, { run: showShortcuts }),
      ...schemes
        .filter(([scheme]) => scheme !== colorScheme)
        .map(([scheme, icon]) =>
          action(`appearance-${scheme}`, t(scheme), icon, { run: () => setColorScheme(scheme) }),
        ),
      ...languages
        .filter((code) => code !== language)
        .map((code) =>
          action(`language-${code}`, t('language', { name: languageNames[code] }), IconLanguage, {
            // If it does not arrive, the language stays as it is.
            run: () => void setLanguage(code).catch(() => undefined),
          }),
        ),
      action('sign-out', t('everywhere'), IconLogout, { to: paths.settings('session') }),
    ];
  }, [t, user, invites, answers, calls, language, colorScheme, setColorScheme, setLanguage]);
}
