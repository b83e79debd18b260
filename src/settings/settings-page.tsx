import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { type CurrentUser, currentUserQuery } from '#src/api/users.ts';
import { paths } from '#src/app/paths.ts';
import { clientConfig } from '#src/lib/client-config.ts';
import { NotificationSetting } from '#src/live/notification-setting.tsx';
import { AppearanceChoice, LanguageChoice } from '#src/ui/choices.tsx';
import { ErrorState } from '#src/ui/error-state.tsx';
import { PageHeader } from '#src/ui/page-header.tsx';
import { AboutPanel } from './about-panel.tsx';
import { Panel } from './panel.tsx';
import { SessionPanel } from './session-panel.tsx';
import classes from './settings.module.css';
import { type KeptRecordings, StoragePanel } from './storage-panel.tsx';

/** What other rooms give to the settings; `app/` hands it in. */
export interface SettingsParts {
  /** The form of one's own profile. */
  readonly profile: (user: CurrentUser) => ReactNode;
  readonly recordings: KeptRecordings;
}

/** One's profile, how the dashboard looks, the session, what is kept on this device, and what runs here. */
export function SettingsPage({ parts }: { readonly parts: SettingsParts }) {
  const t = useTranslations('settings');
  const notifications = useTranslations('live.notifications');
  const { data: user, isError, error, refetch } = useQuery(currentUserQuery());
  return (
    <>
      <PageHeader title={t('title')} lead={user?.email || '\u00a0'} />
      <div className={classes.page}>
        <div id="profile" className={classes.profile}>
          {user ? (
            parts.profile(user)
          ) : isError ? (
            <ErrorState error={error} onRetry={() => void refetch()} />
          ) : (
            <div className={classes.profileSpace} aria-busy />
          )}
          {user && <Link to={paths.person(user.uuid)}>{t('ownPage')}</Link>}
        </div>
        <Panel id="appearance" title={t('appearance.title')}>
          <div className={classes.choices}>
            <LanguageChoice />
            <AppearanceChoice />
          </div>
          <p className={classes.hint}>{t('appearance.hint')}</p>
        </Panel>
        <Panel id="recorder" title={t('recorder.title')}>
          <p>{t.rich('recorder.body', { link: (text) => <Link to={paths.record()}>{text}</Link> })}</p>
        </Panel>
        {clientConfig().live && (
          <Panel id="notifications" title={notifications('title')}>
            <NotificationSetting />
          </Panel>
        )}
        <SessionPanel userUuid={user?.uuid} />
        <StoragePanel userUuid={user?.uuid} recordings={parts.recordings} />
        <AboutPanel />
      </div>
    </>
  );
}
