import '@mantine/core/styles/Input.layer.css';
import { NativeSelect } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { type UseQueryResult, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import {
  command,
  type DeviceKind,
  deviceCommand,
  type SoundDevice,
  type SoundSettings,
  type SoundVersion,
  soundVersions,
} from '#src/api/connect.ts';
import type { CurrentUser } from '#src/api/users.ts';
import { Notice } from '#src/ui/notice.tsx';
import { Away } from './away.tsx';
import classes from './connect.module.css';
import { isAway, useConnectError } from './use-connect-error.ts';
import { Waiting } from './waiting.tsx';

interface SoundPanelProps {
  readonly self: CurrentUser;
  readonly version: SoundVersion;
  readonly sound: UseQueryResult<SoundSettings>;
  readonly onVersion: (version: SoundVersion) => void;
}

/** Which microphone and speaker the desktop application uses. */
export function SoundPanel({ self, version, sound, onVersion }: SoundPanelProps) {
  const t = useTranslations('connect.sound');
  const errors = useTranslations('errors');
  const errorText = useConnectError();
  const { data, error, isError, isFetching, isPending, refetch } = sound;
  // What was read before says nothing about an application that is away.
  const settings = isError ? undefined : data;
  const retry = () => void refetch();
  return (
    <section className={classes.panel} aria-labelledby="connect-sound">
      <div className={classes.head}>
        <h2 id="connect-sound">{t('title')}</h2>
        <NativeSelect
          size="xs"
          aria-label={t('version')}
          value={version}
          rightSection={<IconChevronDown size={15} aria-hidden />}
          onChange={({ currentTarget: { value } }) =>
            onVersion(soundVersions.find((known) => known === value) ?? 'v2')
          }
          data={soundVersions.map((value) => ({ value, label: t(`versions.${value}`) }))}
        />
      </div>
      <div role="status" className={classes.status}>
        {isFetching && (isPending || isError) && <Asking key={version} text={t('asking')} />}
        {!isFetching && isError && isAway(error) && <Away account={self.email} onRetry={retry} />}
        {!isFetching && isError && !isAway(error) && (
          <Notice kind="danger" action={{ label: errors('retry'), onClick: retry }}>
            <p>{errorText(error)}</p>
          </Notice>
        )}
      </div>
      {settings && <Devices self={self} settings={settings} />}
    </section>
  );
}

function Asking({ text }: { readonly text: string }) {
  const [since] = useState(Date.now);
  return <Waiting text={text} since={since} />;
}

interface DevicesProps {
  readonly self: CurrentUser;
  readonly settings: SoundSettings;
}

function Devices({ self, settings }: DevicesProps) {
  const t = useTranslations('connect.sound');
  const none = settings.microphones.length + settings.speakers.length === 0;
  return (
    <>
      {none && <p className={classes.hint}>{t('none')}</p>}
      <div className={classes.fields}>
        <DeviceField kind="microphone" devices={settings.microphones} self={self} />
        <DeviceField kind="speaker" devices={settings.speakers} self={self} />
      </div>
      <details className={classes.raw} open={none || undefined}>
        <summary>{t('raw')}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (axe scrollable-region-focusable) */}
        <pre tabIndex={0}>{JSON.stringify(settings.raw, null, 2)}</pre>
      </details>
    </>
  );
}

interface DeviceFieldProps {
  readonly kind: DeviceKind;
  readonly devices: readonly SoundDevice[];
  readonly self: CurrentUser;
}

function DeviceField({ kind, devices, self }: DeviceFieldProps) {
  const t = useTranslations('connect.sound');
  const errorText = useConnectError();
  const queryClient = useQueryClient();
  const { mutate, variables, status, error, submittedAt } = useMutation({
    mutationFn: (name: string) => command(queryClient, deviceCommand(kind, self.uuid, name)),
  });
  if (devices.length === 0) return null;
  const current = devices.find(({ selected }) => selected)?.name;
  const pending = status === 'pending';
  return (
    <div>
      <NativeSelect
        label={t(kind)}
        value={pending ? variables : (current ?? '')}
        // It keeps the focus; a second choice while the first is on its way would be lost.
        onChange={({ currentTarget: { value } }) => !pending && mutate(value)}
        rightSection={<IconChevronDown size={16} aria-hidden />}
        error={status === 'error' && errorText(error)}
        data={[
          ...(current === undefined ? [{ value: '', label: t('unknown') }] : []),
          ...devices.map(({ name, isDefault }) => ({
            value: name,
            label: isDefault ? t('default', { name }) : name,
          })),
        ]}
      />
      <div role="status" className={classes.fieldStatus}>
        {pending && <Waiting text={t('setting')} since={submittedAt} />}
        {status === 'success' && t('set', { name: variables })}
      </div>
    </div>
  );
}
