import type { Entity } from '../store/store.ts';
import { colleagueFor, said } from './seed-conversations.ts';
import { type Cast, dayMs, minuteMs, type Seeding } from './seeding.ts';
import { spoken } from './spoken.ts';

const recordingCount = 40;
const statuses = { completed: 'completed', failed: 'no-answer', running: 'in-progress' } as const;

/** Adds what was recorded before. */
type SeedEarlier = (organization: string, setting: string) => void;

function seedTelephone(seeding: Seeding, cast: Cast, account: Entity, earlier: SeedEarlier): void {
  const { random } = seeding;
  const organization = { 'organization-id': cast.organizations[0]?.id };
  const [main, tax] = ['+3225550100', '+3225550101'].map((phone) =>
    seeding.add('voice-settings', {
      ...organization,
      'account-id': account.id,
      'phone-number': phone,
      'forward-number': null,
      'recording-enabled': true,
      'recording-message': 'This call is recorded for the file of your adviser.',
      'wait-message': 'All our advisers are on the telephone. Please stay on the line.',
    }),
  );
  if (!main || !tax) return;
  seeding.add('voice-ivrs', organization);
  earlier(String(cast.organizations[0]?.id), main.id);
  for (let at = 0; at < recordingCount; at++) {
    const client = cast.clients[(at * 7) % cast.clients.length];
    if (!client) continue;
    const firm = colleagueFor(cast, client, at);
    const { calls } = spoken[client.locale];
    const isRunning = at === recordingCount - 1;
    const transcription = said(calls[at % calls.length] ?? '', firm, client);
    seeding.add(
      'voice-recordings',
      {
        ...organization,
        'individual-id': client.individual.id,
        'phone-number': client.user.fields.phone,
        'setting-id': at % 4 === 0 ? tax.id : main.id,
        state: isRunning ? 'inprogress' : 'completed',
        duration: isRunning ? null : random.integer(35, 900),
        'download-count': 0,
        transcription: isRunning ? null : transcription,
        'answered-by': firm.individual.id,
      },
      isRunning ? minuteMs : (recordingCount - at) * 4 * dayMs - random.integer(1, 8) * 60 * minuteMs,
    );
  }
  for (const [at, person] of cast.staff.slice(0, 3).entries()) {
    seeding.add('voice-queue-agents', {
      'individual-id': person.individual.id,
      'setting-id': at === 2 ? tax.id : main.id,
      'phone-number': person.user.fields.phone,
      'access-token': random.uuid(),
    });
    seeding.add(
      'voice-queue-entries',
      {
        'setting-id': main.id,
        'phone-number': cast.clients[at + 3]?.user.fields.phone,
        position: at + 1,
        state: 'waiting',
      },
      (4 - at) * minuteMs,
    );
  }
}

function seedConferences(seeding: Seeding, cast: Cast): void {
  const { random } = seeding;
  const organization = { 'organization-id': cast.organizations[0]?.id };
  for (let at = 0; at < 24; at++) {
    const client = cast.clients[at * 3];
    if (!client) continue;
    const firm = colleagueFor(cast, client, at);
    const age = (24 - at) * 5 * dayMs + random.integer(1, 300) * minuteMs;
    const state = at === 23 ? 'running' : at % 8 === 6 ? 'failed' : 'completed';
    const by = { ...organization, 'created-by': firm.user.id };
    const conference = seeding.add(
      'voice-conferences',
      { ...by, 'individual-id': firm.individual.id, state },
      age,
    );
    seeding.add(
      'voice-dial-logs',
      {
        ...organization,
        'conference-id': conference.id,
        'individual-id': client.individual.id,
        status: statuses[state],
        'call-duration': state === 'completed' ? random.integer(60, 1500) : 0,
      },
      age,
    );
    if (at % 6 === 0) {
      seeding.add('voice-surveys', { ...by, 'individual-id': client.individual.id, state: 'completed' }, age);
    }
  }
}

function seedVideo(seeding: Seeding, cast: Cast): void {
  const { random } = seeding;
  // Days since they began; the one of today continues.
  const planned = [20, 14, 9, 6, 3, 2, 1, 0, -1, -2, -5];
  for (const [at, days] of planned.entries()) {
    const client = cast.clients[at * 5];
    if (!client) continue;
    const firm = colleagueFor(cast, client, at);
    const past = days > 0;
    const state = past ? 'terminated' : days === 0 ? 'open' : 'scheduled';
    const start = seeding.ago(days * dayMs);
    const age = past ? (days + 3) * dayMs : 2 * dayMs;
    const recorded = at % 2 === 0;
    const channel = seeding.add(
      'video-channels',
      {
        type: 'direct',
        'channel-state': state,
        plan: random.uuid(),
        appointment: { start, duration: 1800, 'join-start': seeding.ago(days * dayMs + 5 * minuteMs) },
        appless: true,
        recorded,
        duration: past ? random.integer(600, 2400) : null,
        'max-participants': 4,
        'organization-id': cast.organizations[0]?.id,
        'organization-display-name': cast.organizations[0]?.fields['display-name'],
        'created-by': firm.user.id,
        'scheduler-id': firm.individual.id,
        note: past ? 'Figures of the quarter, and what to do next.' : null,
      },
      age,
    );
    for (const { individual } of [firm, client]) {
      seeding.add(
        'video-participants',
        {
          'video-channel-id': channel.id,
          'twilio-channel-id': random.uuid(),
          'individual-id': individual.id,
          'account-type': individual.fields['account-type'],
          'connected-at': days < 0 ? null : start,
          disconnected: past,
          status: past ? 'disconnected' : days === 0 ? 'connected' : 'invited',
        },
        age,
      );
    }
    if (!past || !recorded) continue;
    seeding.add('video-compositions', {
      'video-channel-id': channel.id,
      duration: channel.fields.duration,
      size: 42_000_000,
      status: 'completed',
      'processing-status': 'completed',
      'processing-pct': 100,
    });
  }
}

export function seedCalls(seeding: Seeding, cast: Cast, account: Entity, earlier: SeedEarlier): void {
  seedTelephone(seeding, cast, account, earlier);
  seedConferences(seeding, cast);
  seedVideo(seeding, cast);
}
