/** Attacks the gateway, in a process of its own and after everyone else: on the web it is another machine. */
import { randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { constants, setPriority } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { begin, pageHeaders, redeem, type Servers } from './people.ts';

setPriority(constants.priority.PRIORITY_LOW);

/** The benchmark's messages to this process. */
export interface Order {
  readonly attack: AttackName;
  readonly servers: Servers;
  /** A member who is signed in. */
  readonly member: { readonly cookie: string; readonly token: string };
}

type Tally = Record<string, number>;
const note = (tally: Tally, answer: string | number) => {
  tally[answer] = (tally[answer] ?? 0) + 1;
};

const slowCount = 5_000;

/** Opens many connections that send a beginning and then a byte now and then, and counts those that are still open. */
async function slow({ servers }: Order, beginning: (host: string) => string): Promise<Tally> {
  const { host, port } = new URL(servers.dashboard);
  const sockets: Socket[] = [];
  for (let number = 0; number < slowCount; number += 1) {
    const socket = connect(Number(port), '127.0.0.1')
      .on('error', () => {})
      .resume();
    socket.write(beginning(host));
    sockets.push(socket);
    if (number % 100 === 99) await pause(40);
  }
  for (let round = 0; round < 3; round += 1) {
    await pause(1_500);
    for (const socket of sockets) if (socket.writable) socket.write('x');
  }
  const open = sockets.filter((socket) => !socket.closed && !socket.readableEnded).length;
  for (const socket of sockets) socket.destroy();
  return { 'connections opened': slowCount, 'left at the end': open };
}

const attacks = {
  /** 34 requests in two seconds with a header that once took time quadratic in its length. */
  async headers({ servers }: Order) {
    const { host, port } = new URL(servers.dashboard);
    const tally: Tally = {};
    for (let number = 0; number < 34; number += 1) {
      const header = `If-None-Match: a${' '.repeat(15_000)}b`;
      const request = `GET /favicon.svg HTTP/1.1\r\nHost: ${host}\r\n${header}\r\nConnection: close\r\n\r\n`;
      const socket = connect(Number(port), '127.0.0.1', () => socket.write(request));
      socket.on('error', () => note(tally, 'error'));
      socket.once('data', (data) => note(tally, data.toString('latin1').slice(9, 12)));
      await pause(58);
    }
    await pause(2_000);
    return tally;
  },

  /** 70 invented codes from nobody, and 70 from browsers that have each started signing in. */
  async codes({ servers }: Order) {
    const tally: Tally = {};
    const invented = async (cookie: string) => {
      const answer = await redeem(servers, randomUUID(), cookie, undefined, AbortSignal.timeout(12_000));
      await answer.body?.cancel();
      note(tally, answer.status);
    };
    await Promise.all(Array.from({ length: 70 }, () => invented('')));
    const begun = await Promise.all(Array.from({ length: 70 }, () => begin(servers)));
    await Promise.all(begun.map((cookie) => invented(cookie).catch(() => note(tally, 'gave up'))));
    return tally;
  },

  /** 400 administrative requests from a member, fifty at a time. */
  async admin({ servers, member }: Order) {
    const tally: Tally = {};
    let left = 400;
    const work = async () => {
      while (left-- > 0) {
        const answer = await fetch(`${servers.dashboard}/admin/users/${randomUUID()}`, {
          method: 'DELETE',
          headers: {
            ...pageHeaders(servers.dashboard, member.cookie),
            authorization: `Bearer ${member.token}`,
            'idempotency-key': randomUUID(),
          },
        });
        await answer.body?.cancel();
        note(tally, answer.status);
      }
    };
    await Promise.all(Array.from({ length: 50 }, work));
    await pause(3_000);
    return tally;
  },

  /** 5,000 connections whose heads never end. */
  heads: (order: Order) => slow(order, (host) => `GET / HTTP/1.1\r\nHost: ${host}\r\nX-`),

  /** 5,000 forms that never come. */
  forms: (order: Order) =>
    slow(
      order,
      (host) =>
        `POST /oauth/token HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${order.servers.dashboard}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 5000\r\n\r\n`,
    ),
};

export type AttackName = keyof typeof attacks;

process.on('message', (order: Order) => {
  void attacks[order.attack](order).then((tally) => process.send?.(tally));
});
process.once('disconnect', () => process.exit());
