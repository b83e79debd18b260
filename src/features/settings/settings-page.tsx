import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { type CurrentUser, currentUserQuery } from '#src/api/claritalk/users.ts';
import { clientConfig } from '#src/lib/client-config.ts';
import { paths } from '#src/paths.ts';
import { LiveSetting } from '#src/services/live/live-setting.tsx';
import { NotificationSetting } from '#src/services/live/notification-setting.tsx';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { AppearanceChoice, LanguageChoice } from '#src/ui/choices.tsx';
import { PageHeader } from '#src/ui/page-header.tsx';
import { Panel } from '#src/ui/panel.tsx';
import { Sentence } from '#src/ui/sentence.tsx';
import { AboutPanel } from './about-panel.tsx';
import { SessionPanel } from './session-panel.tsx';
import classes from './settings.module.css';
import { type KeptRecordings, StoragePanel } from './storage-panel.tsx';

/** What other features provide for the settings; `app/` passes it in. */
export interface SettingsParts {
  /** The form of one's own profile. */
  readonly profile: (user: CurrentUser) => ReactElement;
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
      <div className="ui-parts ui-narrow">
        <div id="profile" className={`ui-stack ui-small ${classes.profile}`}>
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
          <div className="ui-pair">
            <LanguageChoice />
            <AppearanceChoice />
          </div>
          <p className="ui-dimmed">{t('appearance.hint')}</p>
        </Panel>
        <Panel id="recorder" title={t('recorder.title')}>
          <p>
            <Sentence>
              {t.rich('recorder.body', {
                link: (text) => (
                  <Link to={paths.record()}>
                    <Sentence>{text}</Sentence>
                  </Link>
                ),
              })}
            </Sentence>
          </p>
        </Panel>
        {clientConfig().live && (
          <Panel id="notifications" title={notifications('title')}>
            <LiveSetting />
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
