/** A running Courier for specs, its clock in their hands. */
import { afterAll, beforeAll, vi } from 'vitest';
import * as channels from '#contract/courier/channels.ts';
import * as messages from '#contract/courier/messages.ts';
import * as people from '#contract/courier/people.ts';
import type { ConnectedOperation } from '#contract/system.ts';
import { type Answer, type Request, SystemWorld } from '../../lib/testing/system-world.ts';
import { courier } from '../courier.ts';
import { token } from '../credentials.ts';

/** A body that creates. */
export const create = (type: string, attributes: object) => ({ data: { type, attributes } });

export const change = (type: string, id: string, attributes: unknown) => ({ data: { type, id, attributes } });

export class Company {
  readonly world = new SystemWorld(courier, { authorization: `Bearer ${token}` });

  call(operation: ConnectedOperation, request?: Request): Promise<Answer> {
    return this.world.call(operation, request);
  }

  /** Returns a call's response. @throws Error when it is refused */
  async ask(operation: ConnectedOperation, request?: Request) {
    const answer = await this.call(operation, request);
    if (answer.status >= 400) throw new Error(JSON.stringify(answer.body));
    return answer.body;
  }

  /** Returns the errors of a refused call. */
  async refused(operation: ConnectedOperation, request?: Request) {
    const { status, body } = await this.call(operation, request);
    return { status, errors: body.errors };
  }

  /** Lets time pass. */
  pass(ms: number): void {
    vi.setSystemTime(Date.now() + ms);
  }

  async individualOf(email: string): Promise<string> {
    const { data } = await this.ask(people.listUsers, { query: { 'filter[email]': email } });
    return data[0].attributes['primary-individual-id'];
  }

  async userOf(email: string): Promise<string> {
    const { data } = await this.ask(people.listUsers, { query: { 'filter[email]': email } });
    return data[0].id;
  }

  async organization(): Promise<string> {
    const { data } = await this.ask(people.listOrganizations);
    return data.at(-1).id;
  }

  /** A new channel with a client. */
  async channelWith(individual: string): Promise<string> {
    const body = create('messaging-channels', { name: 'New', 'individual-ids': [individual] });
    return (await this.ask(channels.createMessagingChannel, { body })).data.id;
  }

  /** Returns the messages of a channel, oldest first: who wrote what. */
  async written(channel: string, query: object = {}) {
    const all = await this.ask(messages.listMessagingMessages, {
      query: { 'channel-id': channel, ...query },
    });
    return all.data.toReversed();
  }

  async say(channel: string, message: string, more: object = {}): Promise<string> {
    const body = create('messaging-messages', { 'channel-id': channel, message, ...more });
    return (await this.ask(messages.createMessagingMessage, { body })).data.id;
  }
}

/** A company for all tests of a file, at nine in the morning. */
export function openCompany(): Company {
  const company = new Company();
  beforeAll(async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 4, 4, 9) });
    await company.world.start();
  });
  afterAll(async () => {
    await company.world.destroy();
    vi.useRealTimers();
  });
  return company;
}
