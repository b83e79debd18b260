import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { soundSettingsOptions, soundVersions } from '#src/api/claritalk/connect.ts';
import { type CurrentUser, currentUserQuery } from '#src/api/claritalk/users.ts';
import { useQueryValue } from '#src/lib/address/use-query-value.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { PageHeader } from '#src/ui/page-header.tsx';
import { RecordingPanel } from './recording-panel.tsx';
import { SoundPanel } from './sound-panel.tsx';
import { isAway } from './use-connect-error.ts';

/** The person's desktop application: its sound devices, and recording with it. */
export function Component() {
  const t = useTranslations('connect');
  const { data: self, isError, error, refetch } = useQuery(currentUserQuery());
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      {self && <Panels self={self} />}
      {!self && isError && <ErrorState error={error} onRetry={() => void refetch()} />}
    </>
  );
}

function Panels({ self }: { readonly self: CurrentUser }) {
  const [settings, setSettings] = useQueryValue('settings');
  const version = soundVersions.find((known) => known === settings) ?? 'v2';
  const sound = useQuery(soundSettingsOptions(self.uuid, version));
  return (
    <div className="ui-parts ui-narrow">
      <SoundPanel
        self={self}
        version={version}
        sound={sound}
        onVersion={(next) => setSettings(next === 'v2' ? undefined : next)}
      />
      <RecordingPanel self={self} away={sound.isError && isAway(sound.error)} />
    </div>
  );
}
