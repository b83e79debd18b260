import { createDeviceSetting } from './storage/device-setting.ts';

/** Whether this device shows notifications of the system, as the person and the browser want it. */
export type NotificationState =
  /** The browser has none, or none for pages like this one. */
  | 'unsupported'
  /** The browser was told not to allow them. */
  | 'blocked'
  | 'off'
  | 'on';

const wanted = createDeviceSetting('claritalk.notifications', (stored) => stored === true);

const isSupported = () => 'Notification' in globalThis && globalThis.isSecureContext;

/** Notifications of the system. Off until the person turns them on, on each device. */
export const notifications = {
  state(): NotificationState {
    if (!isSupported()) return 'unsupported';
    if (Notification.permission === 'denied') return 'blocked';
    return wanted.get() && Notification.permission === 'granted' ? 'on' : 'off';
  },

  subscribe: wanted.subscribe,

  /** Returns the permission, after asking the browser if necessary; call it from a click. */
  async turnOn(): Promise<NotificationState> {
    if (isSupported() && (await Notification.requestPermission()) === 'granted') wanted.set(true);
    return notifications.state();
  },

  turnOff(): void {
    wanted.set(false);
  },

  /** Removes those that this page has shown. */
  closeAll(): void {
    for (const shown of open) shown.close();
  },

  /** Shows one, if they are on. A later one with the same tag replaces it. */
  show({ title, body, tag, onClick }: NotificationText): void {
    if (notifications.state() !== 'on') return;
    try {
      const shown = new Notification(title, { body, tag });
      open.add(shown);
      shown.onclose = () => open.delete(shown);
      shown.onclick = () => {
        window.focus();
        shown.close();
        onClick();
      };
    } catch {
      // Browsers that want a service worker for it say so by throwing.
    }
  },
};

/** Those still on screen, or in the system's list. */
const open = new Set<Notification>();

interface NotificationText {
  readonly title: string;
  readonly body: string;
  readonly tag: string;
  readonly onClick: () => void;
}
