/** What was sent, and what is set up for it. */
import { type Cast, dayMs, minuteMs, type Seeding } from './seeding.ts';

/** An account with two numbers, and what went by them. */
export function seedTexts(seeding: Seeding, { organizations, clients, staff }: Cast) {
  const organization = { 'organization-id': organizations[0]?.id };
  const account = seeding.add('text-accounts', {
    ...organization,
    'phone-number': '+14155550123',
    'allow-custom-number': false,
    'twilio-id': 'AC00000000000000000000000000000001',
  });
  const [number, second] = ['+14155550123', '+14155550124'].map((phone, at) =>
    seeding.add('text-account-numbers', {
      'account-id': account.id,
      'phone-number': phone,
      'twilio-id': `PN0000000000000000000000000000000${at}`,
      notes: at === 0 ? 'Reminders' : 'Payroll',
      alert: false,
      logging: true,
      'capability-mms': true,
      'capability-sms': true,
      'capability-voice': true,
      region: 'CA',
      'rate-center': 'SAN FRANCISCO',
    }),
  );
  if (!number || !second) throw new Error('there is no number to seed');
  for (const [at, client] of clients.slice(0, 30).entries()) {
    const declined = at % 10 === 9;
    const target = client.user.fields.phone;
    const age = (30 - at) * 3 * dayMs + 45 * minuteMs;
    seeding.add(
      'user-consents',
      {
        ...organization,
        'user-id': client.user.id,
        'target-id': target,
        type: 'sms',
        state: declined ? 'declined' : 'accepted',
        args: {},
      },
      age + dayMs,
    );
    seeding.add(
      'texts',
      {
        'account-id': account.id,
        'number-id': number.id,
        from: number.fields['phone-number'],
        target,
        message: 'A reminder from your adviser: our meeting is tomorrow at ten.',
        status: declined ? 'failed' : 'delivered',
        error: declined ? '21610' : null,
        'twilio-sid': `SM${seeding.random.uuid().replaceAll('-', '')}`,
        'created-by': staff[at % 3]?.user.id,
      },
      age,
    );
    seeding.add('text-number-logs', { 'number-id': number.id, log: `to ${target}: reminder` }, age);
    if (at % 5 !== 0) continue;
    const received = { sender: target, to: number.fields['phone-number'], message: 'Yes', sid: `SM${at}` };
    seeding.add('text-receive-logs', received, age - minuteMs);
    seeding.add('text-user-number-maps', {
      ...organization,
      'number-id': second.id,
      'user-id': client.user.id,
    });
  }
  seeding.add('text-number-info', {
    number: '+14155550123',
    status: 'completed',
    type: 'mobile',
    'carrier-name': 'Sandbox Mobile',
  });
  return { account, number };
}

function seedEmails(seeding: Seeding, { organizations, clients, staff }: Cast): void {
  for (const [at, client] of clients.slice(0, 12).entries()) {
    const draft = at === 11;
    const by = staff[at % 3];
    seeding.add(
      'user-emails',
      {
        subject: 'Minutes of our meeting',
        message: `Dear ${client.firstName}, you will find what we agreed below.`,
        to: [client.user.fields.email],
        'individual-id': client.individual.id,
        'user-id': client.user.id,
        'sender-organization-id': organizations[0]?.id,
        'created-by': by?.user.id,
        status: draft ? 'draft' : 'sent',
        result: draft ? null : 'Delivered.',
      },
      (12 - at) * 6 * dayMs,
    );
  }
}

function seedMany(seeding: Seeding, { organizations, clients, groups, staff }: Cast): void {
  const organization = { 'organization-id': organizations[0]?.id };
  const ids = clients.slice(0, 8).map(({ individual }) => individual.id);
  const [ada] = staff;
  for (const [at, draft] of [false, false, true].entries()) {
    const age = (3 - at) * 20 * dayMs;
    seeding.add(
      'messaging-bulk-messages',
      {
        ...organization,
        message: 'Our offices are closed on Friday.',
        draft,
        'posted-time': draft ? null : seeding.ago(age),
        'individual-ids': ids,
        'individual-group-ids': [],
        'sender-individual-id': ada?.individual.id,
        'created-by': ada?.user.id,
      },
      age,
    );
  }
  seeding.add('multicasts', {
    'template-id': 'office-closed',
    data: { date: '2 January' },
    'template-args': {},
    'individual-id': ada?.individual.id,
    'individual-ids': ids,
    'individual-group-id': groups[0]?.id,
    'created-by': ada?.user.id,
    status: 'completed',
  });
  for (const individual of ids.slice(0, 3)) {
    seeding.add('user-multicasts', {
      ...organization,
      'individual-id': individual,
      'template-id': 'document-request',
      'template-data': { document: 'the bank statements', date: 'Friday' },
    });
  }
}

function seedNotifications(seeding: Seeding, { organizations, clients, staff }: Cast): void {
  const organization = { 'organization-id': organizations[0]?.id };
  for (let at = 0; at < 18; at++) {
    const person = at % 3 === 0 ? staff[0] : clients[at];
    if (!person) continue;
    const push = { title: 'New message', body: 'You have a new message.', category: 'message', data: {} };
    seeding.add(
      'user-notifications',
      {
        ...organization,
        'individual-id': person.individual.id,
        'user-id': person.user.id,
        'user-first-name': person.firstName,
        'user-last-name': person.individual.fields['last-name'],
        acknowledged: at < 12,
        active: at !== 0,
        data: { apn: push, fcm: push, sms: { bodies: [push.body] }, web: {} },
      },
      (18 - at) * 2 * dayMs,
    );
    if (at % 3 !== 0) continue;
    const counted = { ...organization, type: 'appointment', count: at, timestamp: seeding.ago(dayMs) };
    if (at === 0) seeding.add('badge-counts', { ...counted, 'individual-id': person.individual.id });
  }
}

export function seedSent(seeding: Seeding, cast: Cast): void {
  seedEmails(seeding, cast);
  seedMany(seeding, cast);
  seedNotifications(seeding, cast);
}
