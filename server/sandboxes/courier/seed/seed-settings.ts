/** What the company has set up. */
import { type Cast, dayMs, type Seeding } from './seeding.ts';

const snippets: readonly (readonly [name: string, text: string])[] = [
  ['hours', 'We are there from Monday to Friday, from nine to half past five.'],
  ['greet', 'Good morning {first-name}, how can I help?'],
  ['route', 'There is a car park behind the building.'],
  ['docs', 'Could you send us the missing documents, {first-name}?'],
];

function seedConversationSettings(seeding: Seeding, { organizations, groups, staff }: Cast): void {
  const own = { 'organization-id': organizations[0]?.id, 'created-by': staff[0]?.user.id };
  for (const [name, text] of snippets) {
    seeding.add('messaging-plugins', { ...own, name, type: 'snippet', enabled: true, args: { text } });
  }
  for (const [at, name] of ['Summer holidays', 'Evenings'].entries()) {
    seeding.add('messaging-responders', {
      ...own,
      name,
      type: 'simple',
      enabled: false,
      args: { message: 'We are not there now and will answer tomorrow.' },
      'individual-group-id': groups[at]?.id,
      'start-at': seeding.ago((90 - at * 30) * dayMs),
      'end-at': seeding.ago((60 - at * 30) * dayMs),
      'calendar-args': { timezone: 'Europe/Brussels', rules: [] },
    });
  }
  const title = { name: 'default-channel-title', type: 'json', value: 'Your adviser', explicit: true };
  seeding.add('org-preferences', { ...own, ...title });
  const event = { event: 'individual-shared', type: 'message', args: { message: 'Somebody new for you.' } };
  seeding.add('announcers', { ...own, name: 'Shared clients', ...event });
  const moved = { type: 'move-group', status: 'completed', args: {}, logs: { moved: 0 } };
  seeding.add('messaging-operations', { ...own, ...moved });
}

function seedApps(seeding: Seeding, { organizations, staff, clients }: Cast): void {
  const app = { 'app-name': 'sandbox.app', 'organization-id': organizations[0]?.id };
  for (const type of ['apn', 'fcm']) {
    seeding.add('app-credentials', {
      ...app,
      type,
      'display-name': 'Sandbox',
      'store-id': '1',
      archived: false,
      'test-mode': true,
      data: { key: seeding.random.uuid() },
    });
  }
  for (const [at, person] of [...staff.slice(0, 2), ...clients.slice(0, 3)].entries()) {
    seeding.add('user-devices', {
      ...app,
      type: at % 2 === 0 ? 'apn' : 'fcm',
      'app-version': '5.2.0',
      model: at % 2 === 0 ? 'iPhone' : 'Pixel',
      'os-version': '18',
      'individual-id': person.individual.id,
      token: seeding.random.uuid(),
      topic: 'sandbox.app',
      'allow-notification': true,
      sandbox: true,
    });
  }
}

function seedAssistant(seeding: Seeding, { organizations, staff }: Cast): void {
  for (const person of staff.slice(0, 2)) {
    seeding.add('ask-reminders', {
      name: 'Call back',
      'individual-id': person.individual.id,
      'reminder-content': 'Call the bank back about the loan.',
      'reminder-time-local': '09:00',
      'reminder-rrule': 'FREQ=DAILY',
      'tz-info': 'Europe/Brussels',
      'synced-to-alexa': true,
    });
    seeding.add('ask-subscriptions', {
      'organization-id': organizations[0]?.id,
      'user-id': person.user.id,
      'skill-id': seeding.random.uuid(),
      'registered-events': ['AMAZON.MessageAlert.Activated'],
    });
  }
}

export function seedSettings(seeding: Seeding, cast: Cast): void {
  seedConversationSettings(seeding, cast);
  seedApps(seeding, cast);
  seedAssistant(seeding, cast);
  for (const classpath of ['services.individuals.Replicator', 'services.organizations.Replicator']) {
    seeding.add('replicators', { classpath, 'last-poll-time': seeding.ago(60_000) });
  }
}
