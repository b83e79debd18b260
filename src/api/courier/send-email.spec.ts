import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LossyServer, passTime, useQuickTime } from '../testing/lossy-server.ts';
import { type EmailOfMeeting, sendEmailOfMeeting } from './send-email.ts';
import { sendTextOfMeeting } from './send-text.ts';

const key = '11111111-1111-4111-8111-111111111111';
const meeting = '22222222-2222-4222-8222-222222222222';
const email: EmailOfMeeting = {
  key,
  since: 0,
  meeting,
  individual: 'i',
  subject: 'Minutes',
  text: 'What was decided',
  pdf: { name: 'Minutes.pdf', content: new Blob(['%PDF-'], { type: 'application/pdf' }) },
};

const root = 'POST /connected/courier';
const draft = `${root}/v1/user-emails/`;
const announce = `${root}/v1/user-email-attachments/`;
const upload = (id: string) => `${root}/uploads/user-email-attachments/${id}/`;
const finish = (id: string) => `${root}/v1/user-email-attachments/${id}/process-upload/`;
const send = (id: string) => `${root}/v1/user-emails/${id}/send/`;

/** E-mails and text messages that left, and what the gateway's ledger says of this one. */
let left: unknown[];
let state: string | undefined;
let made: number;
let server: LossyServer;

beforeEach(() => {
  useQuickTime();
  [left, state, made] = [[], undefined, 0];
  server = new LossyServer((method, path, body) => {
    if (method === 'GET') {
      return { sent: state === undefined ? [] : [{ id: 1, key, state, client: { id: 'i' } }] };
    }
    if (path.endsWith('/send/') || path.endsWith('/texts/')) {
      left.push(path.endsWith('/send/') ? path.split('/').at(-3) : body);
      state = 'done';
    }
    made += 1;
    if (path.includes('/files'))
      return Response.json({ link: 'https://here.example/shared/l' }, { status: 201 });
    if (path.startsWith('/connected/courier/uploads')) return new Response(null, { status: 204 });
    const one = { id: `id${made}`, type: 'x', attributes: {} };
    const isFile = path.endsWith('/user-email-attachments/');
    return Response.json(isFile ? { id: `file${made}` } : { data: one }, { status: 201 });
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const run = (more: Partial<EmailOfMeeting> = {}, onlyLook = false) =>
  passTime(sendEmailOfMeeting(new QueryClient(), { ...email, ...more }, { onlyLook, hasty: true }));

describe('an e-mail about a meeting', () => {
  it('is drafted, gets its file in three steps, and is sent once', async () => {
    expect(await run()).toMatchObject({ kind: 'done', found: false });
    expect(server.sent).toEqual([draft, announce, upload('file2'), finish('file2'), send('id1')]);
    expect(left).toEqual(['id1']);
  });

  it('without a file is a draft that is sent', async () => {
    await run({ pdf: undefined });
    expect(server.sent).toEqual([draft, send('id1')]);
  });

  it.each([0, 1, 2, 3])(
    'begins again, once, where the response to step %i is lost, of which nobody hears',
    async (step) => {
      server.losses = [...Array<'none'>(step).fill('none'), 'after'];
      expect(await run()).toMatchObject({ kind: 'done' });
      expect(left).toHaveLength(1);
      expect(server.sent.filter((path) => path === draft)).toHaveLength(2);
      expect(server.sent.slice(-5).map((path) => path.replace(/(id|file)\d/, '$1'))).toEqual([
        draft,
        announce,
        upload('file'),
        finish('file'),
        send('id'),
      ]);
    },
  );

  it('is not sent where it cannot be drafted, and that is certain', async () => {
    server.losses = ['before', 'before'];
    const result = await run();
    expect(result).toMatchObject({ kind: 'refused', error: { mayBeDone: false } });
    expect([server.sent, left]).toEqual([[draft, draft], []]);
  });

  it('whose last response is lost is looked for, and not sent again', async () => {
    server.losses = ['none', 'none', 'none', 'none', 'after'];
    expect(await run()).toMatchObject({ kind: 'done', found: true });
    expect(left).toEqual(['id1']);
    expect(await run({}, true)).toMatchObject({ kind: 'done', found: true });
    expect(left).toEqual(['id1']);
  });

  it('whose end nobody knows may have been sent', async () => {
    server.losses = ['none', 'none', 'none', 'none', 'before'];
    state = 'unknown';
    expect(await run()).toMatchObject({ kind: 'unknown', sent: true });
  });
});

it('a text message has the link to its minutes below its words, and is not sent without it', async () => {
  const pdf = { name: 'Minutes.pdf', content: new Blob(['%PDF-']), label: 'As PDF:' };
  const text = {
    key,
    since: 0,
    meeting,
    account: 'a',
    phone: '+32470000000',
    individual: 'i',
    text: 'Hi',
    pdf,
  };
  const sending = () => passTime(sendTextOfMeeting(new QueryClient(), text, { hasty: true }));
  expect(await sending()).toMatchObject({ kind: 'done' });
  expect(server.sent).toEqual(['POST /admin/conversations/courier/clients/i/files', `${root}/v1/texts/`]);
  const message = 'Hi\n\nAs PDF:\nhttps://here.example/shared/l';
  expect(left).toMatchObject([{ data: { attributes: { message } } }]);

  [left, state] = [[], undefined];
  server.losses = ['before', 'before'];
  expect(await sending()).toMatchObject({ kind: 'refused' });
  expect(left).toEqual([]);
});

it('a text message is sent once, and looked for when its response is lost', async () => {
  const text = {
    key,
    since: 0,
    meeting,
    account: 'a',
    phone: '+32470000000',
    individual: 'i',
    text: 'Leased.',
  };
  server.losses = ['after'];
  const result = await passTime(sendTextOfMeeting(new QueryClient(), text, { hasty: true }));
  expect(result).toMatchObject({ kind: 'done', found: true });
  const attributes = { 'account-id': 'a', target: '+32470000000', message: 'Leased.' };
  expect(left).toEqual([{ data: { type: 'texts', attributes } }]);
});
