import { randomUUID } from 'node:crypto';
import { afterAll, afterEach } from 'vitest';
import { CourierWorld, type User, type Who } from './courier-world.ts';

export const codeOf = ({ status, body }: { status: number; body: { refusal?: { code: string } } }) => [
  status,
  body.refusal?.code,
];
export const attributes = (type: string, values: object) => ({ data: { type, attributes: values } });

/** Owen's meeting, whose guests are written to from it, with someone whom nobody knows. */
export class CourierSending {
  readonly world: CourierWorld;
  /** Guests: one who agreed to text messages, one who declined, one who was never asked; and a stranger. */
  readonly agreed: User | undefined;
  readonly declined: User | undefined;
  readonly unasked: User | undefined;
  readonly stranger: User | undefined;
  readonly account: string;
  readonly meeting: string;

  private constructor(
    given: Pick<
      CourierSending,
      'world' | 'agreed' | 'declined' | 'unasked' | 'stranger' | 'account' | 'meeting'
    >,
  ) {
    ({ world: this.world, account: this.account, meeting: this.meeting } = given);
    ({ agreed: this.agreed, declined: this.declined } = given);
    ({ unasked: this.unasked, stranger: this.stranger } = given);
  }

  /** That of a suite, which ends with it; after each test Courier has no faults. */
  static async ofSuite(): Promise<CourierSending> {
    const sending = await CourierSending.#start();
    afterAll(() => sending.world.stop());
    afterEach(() => sending.world.courier.faults.clear());
    return sending;
  }

  static async #start(): Promise<CourierSending> {
    const world = await CourierWorld.start();
    const clients = await world.clients();
    const consents = (await world.there('/v1/user-consents/?page[limit]=1000')).data;
    const stateOf = ({ id }: User) =>
      consents.find((one: { attributes: { 'user-id': string } }) => one.attributes['user-id'] === id)
        ?.attributes.state;
    const [agreed, stranger] = clients.filter((user) => stateOf(user) === 'accepted');
    const declined = clients.find((user) => stateOf(user) === 'declined');
    const unasked = clients.find((user) => stateOf(user) === undefined);
    const account = (await world.there('/v1/text-accounts/')).data[0].id;
    const guests = [agreed, declined, unasked].map((user, at) => ({
      name: `Guest ${at}`,
      email: user?.email,
    }));
    const unknown = { name: 'Nobody', email: 'nobody@elsewhere.example' };
    const meeting = await world.meet('owen', [...guests, unknown]);
    return new CourierSending({ world, agreed, declined, unasked, stranger, account, meeting });
  }

  /** What was sent from the meeting, the newest first. */
  async sent() {
    return (await this.world.read('owen', `/conversations/courier/meetings/${this.meeting}/sent`)).body.sent;
  }

  people(who: Who = 'owen') {
    return this.world.read(who, `/people/courier/meetings/${this.meeting}`);
  }

  text(who: Who, to: User | undefined, message: string, key = randomUUID()) {
    return this.world.ask(who, 'POST', '/v1/texts/', {
      key,
      headers: who === 'owen' ? this.#about() : {},
      body: attributes('texts', { 'account-id': this.account, target: to?.phone, message }),
    });
  }

  /** Text messages of these words that Courier has. */
  async textsTo(to: User | undefined, message: string) {
    const query = new URLSearchParams({ 'account-id': this.account, 'filter[target]': to?.phone ?? '' });
    const { data } = await this.world.there(`/v1/texts/?${query}`);
    return data.filter((one: { attributes: { message: string } }) => one.attributes.message === message);
  }

  async draft(who: Who, to: User | undefined, subject: string, more: object = {}) {
    const values = { 'individual-id': to?.individual, subject, message: 'What was decided', ...more };
    const body = attributes('user-emails', values);
    const made = await this.world.ask(who, 'POST', '/v1/user-emails/', { body });
    return { answer: made, id: String(made.body.data?.id) };
  }

  send(who: Who, id: string, key = randomUUID()) {
    const path = `/v1/user-emails/${id}/send/`;
    return this.world.ask(who, 'POST', path, { key, body: {}, headers: this.#about() });
  }

  async statusOf(id: string) {
    return (await this.world.there(`/v1/user-emails/${id}/`)).data.attributes.status;
  }

  #about() {
    return { 'x-about': JSON.stringify({ meetings: [{ id: this.meeting }] }) };
  }
}
