import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LossyServer, passTime, useQuickTime } from '../../testing/lossy-server.ts';
import { changeNotifications, normaliseUser } from './users.ts';

const id = '22222222-2222-4222-8222-222222222222';
const wish = { key: '11111111-1111-4111-8111-111111111111', since: 0 };

describe('a user of Courier', () => {
  it('is read with what is verified, and costs only what is odd', () => {
    const of = { 'first-name': 'Nora', 'last-name': null, email: 'nora@firm.test', 'email-verified': true };
    const more = { phone: '+32470001003', 'phone-unsubscribed': 'true', notifications: ['email', 3] };
    expect(normaliseUser({ id, of: { ...of, ...more, 'last-sync-time': '2026-01-02T03:04:05Z' } })).toEqual({
      id,
      name: 'Nora',
      email: 'nora@firm.test',
      emailVerified: true,
      phone: '+32470001003',
      phoneVerified: false,
      unsubscribed: true,
      individual: undefined,
      state: undefined,
      locale: undefined,
      zone: undefined,
      smsMode: undefined,
      notifiedByEmail: true,
      synced: new Date('2026-01-02T03:04:05Z'),
    });
    expect(normaliseUser({ id, of: { username: 'nora' } }).name).toBe('nora');
  });
});

describe('a change of how someone is notified', () => {
  let notifications: readonly string[];
  let happens: boolean;
  let sent: unknown;
  let server: LossyServer;
  beforeEach(() => {
    useQuickTime();
    [notifications, happens] = [['email'], true];
    server = new LossyServer((method, path, body) => {
      if (path.startsWith('/admin/ledger')) {
        return { entries: [{ id: 1, system: 'courier', key: wish.key, state: 'unknown' }], more: false };
      }
      if (method === 'PATCH') {
        sent = body;
        if (happens) notifications = Object(body).data.attributes.notifications;
      }
      return { data: { id, type: 'users', attributes: { notifications } } };
    });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  const change = (byEmail: boolean) =>
    passTime(
      changeNotifications(
        new QueryClient(),
        { ...wish, user: id, byEmail },
        { earlier: undefined, hasty: true },
      ),
    );

  it('sends all that it then is', async () => {
    expect(await change(false)).toMatchObject({ kind: 'done', found: false });
    expect(sent).toEqual({ data: { id, type: 'users', attributes: { notifications: [] } } });
    expect(await change(true)).toMatchObject({ kind: 'done', found: false });
    expect(sent).toEqual({ data: { id, type: 'users', attributes: { notifications: ['email'] } } });
  });

  it('whose response is lost is read back, and not sent again', async () => {
    server.losses = ['after'];
    expect(await change(false)).toMatchObject({ kind: 'done', found: true });
    [server.losses, happens] = [['after'], false];
    expect(await change(true)).toMatchObject({ kind: 'refused', looked: true });
    expect(server.sent).toHaveLength(2);
  });
});
