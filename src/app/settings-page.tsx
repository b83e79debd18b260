import type { CurrentUser } from '#src/api/claritalk/users.ts';
import { PersonForm } from '#src/features/people/directory/person-form.tsx';
import { useRecorder } from '#src/features/recorder/ui/shared/use-recorder.ts';
import { SettingsPage } from '#src/features/settings/settings-page.tsx';

/** The settings, assembled from what the features provide. */
export function Component() {
  const { recordings } = useRecorder();
  const bytes = recordings.reduce((sum, { stored }) => sum + stored.bytes, 0);
  return <SettingsPage parts={{ profile, recordings: { count: recordings.length, bytes } }} />;
}

const profile = (user: CurrentUser) => (
  <PersonForm user={{ ...user, createdAt: undefined, updatedAt: undefined }} self={user} />
);
