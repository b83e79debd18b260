import '@mantine/core/styles/Input.layer.css';
import { NativeSelect } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
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
} from '#src/api/claritalk/connect.ts';
import type { CurrentUser } from '#src/api/claritalk/users.ts';
import type { Going } from '#src/lib/address/use-shown.ts';
import { jsonText } from '#src/lib/json-text.ts';
import { shownAnyway } from '#src/services/problems/use-write.ts';
import { useWriteInTurn } from '#src/services/problems/use-write-in-turn.ts';
import { WriteNotice } from '#src/services/problems/write-notice.tsx';
import { SelectFilter } from '#src/ui/list/select-filter.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { Panel } from '#src/ui/panel.tsx';
import { Raw } from '#src/ui/raw.tsx';
import { Waiting } from '#src/ui/waiting.tsx';
import { Away } from './away.tsx';
import classes from './connect.module.css';
import { isAway, useConnectError } from './use-connect-error.ts';

interface SoundPanelProps {
  readonly self: CurrentUser;
  readonly version: SoundVersion;
  readonly sound: UseQueryResult<SoundSettings>;
  readonly onVersion: (version: SoundVersion) => Going;
}

/** Which microphone and speaker the desktop application uses. */
export function SoundPanel({ self, version, sound, onVersion }: SoundPanelProps) {
  const t = useTranslations('connect.sound');
  const errors = useTranslations('errors');
  const errorText = useConnectError();
  const { data, error, isError, isFetching, isPending, refetch } = sound;
  // What was read before says nothing about a disconnected application.
  const settings = isError ? undefined : data;
  const retry = () => void refetch();
  return (
    <Panel title={t('title')}>
      <SelectFilter
        label={t('version')}
        value={version}
        options={soundVersions.map((value) => ({ value, label: t(`versions.${value}`) }))}
        onChange={onVersion}
      />
      <div role="status">
        {isFetching && (isPending || isError) && <Asking key={version} text={t('asking')} />}
        {!isFetching && isError && isAway(error) && <Away account={self.email} onRetry={retry} />}
        {!isFetching && isError && !isAway(error) && (
          <Notice kind="danger" action={{ label: errors('retry'), onClick: retry }}>
            <p>{errorText(error)}</p>
          </Notice>
        )}
      </div>
      {settings && <Devices self={self} settings={settings} />}
    </Panel>
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
      {none && <p className="ui-dimmed">{t('none')}</p>}
      <div className="ui-pair">
        <DeviceField kind="microphone" devices={settings.microphones} self={self} />
        <DeviceField kind="speaker" devices={settings.speakers} self={self} />
      </div>
      <details open={none || undefined}>
        <summary>{t('raw')}</summary>
        <Raw text={jsonText(settings.raw, 2)} />
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
  const { state, run } = useWriteInTurn<string, unknown>(
    // Repeating it does no harm: nothing has to be checked first.
    (queryClient, name, watch) =>
      command(queryClient, deviceCommand(kind, self.uuid, name), { ...watch, earlier: undefined }),
    undefined,
    shownAnyway,
  );
  if (devices.length === 0) return null;
  const current = devices.find(({ selected }) => selected)?.name;
  return (
    <div>
      <NativeSelect
        label={t(kind)}
        value={state.phase === 'writing' || state.phase === 'looking' ? state.of : (current ?? '')}
        onChange={({ currentTarget: { value } }) => void run(value)}
        error={state.phase === 'refused' && errorText(state.error)}
        data={[
          ...(current === undefined ? [{ value: '', label: t('unknown') }] : []),
          ...devices.map(({ name, isDefault }) => ({
            value: name,
            label: isDefault ? t('default', { name }) : name,
          })),
        ]}
      />
      <div role="status" className={`ui-note ${classes.fieldStatus}`}>
        {state.phase === 'writing' && <Waiting text={t('setting')} since={state.since} />}
        {state.phase === 'done' && <span>{t('set', { name: state.of })}</span>}
      </div>
      {(state.phase === 'looking' || state.phase === 'unknown') && (
        <WriteNotice state={state} texts={{ unknown: t('setUnknown'), found: '', notDone: '' }} />
      )}
    </div>
  );
}
