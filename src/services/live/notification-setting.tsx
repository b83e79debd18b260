import '@mantine/core/styles/Switch.layer.css';
import '@mantine/core/styles/InlineInput.layer.css';
import { Switch } from '@mantine/core';
import { useState, useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl';
import { type NotificationState, notifications } from '#src/lib/notifications.ts';

/** Turns notifications of the system on or off, for this device. Shows texts of the room `live`. */
export function NotificationSetting() {
  const t = useTranslations('live.notifications');
  const stored = useSyncExternalStore(notifications.subscribe, notifications.state);
  // The browser's permission changes without telling anyone.
  const [answered, setAnswered] = useState<NotificationState>();
  const state = answered ?? stored;
  const cannot = state === 'unsupported' || state === 'blocked';
  const change = async (on: boolean) => {
    if (on) setAnswered(await notifications.turnOn());
    else {
      notifications.turnOff();
      setAnswered(undefined);
    }
  };
  return (
    <Switch
      label={t('label')}
      description={t(cannot ? state : 'description')}
      checked={state === 'on'}
      // Stays in the order of the keyboard, so that everyone learns why.
      aria-disabled={cannot || undefined}
      data-disabled={cannot || undefined}
      onChange={({ currentTarget }) => {
        if (!cannot) void change(currentTarget.checked);
      }}
    />
  );
}
