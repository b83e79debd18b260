import fc from 'fast-check';
import { expect, it } from 'vitest';
import { normaliseConsole, normaliseOperation } from './console.ts';

const row = {
  name: 'sendMessage',
  title: 'Send a message',
  about: 'Sends a text.',
  resource: 'Messages',
  effect: 'send',
  who: 'member',
  guards: ['first-contact'],
  source: 'documented',
  method: 'POST',
  path: '/v1/messages',
  upstreamMethod: 'POST',
  upstreamPath: '/v2/messages',
  pathGuessed: true,
  bodyKind: 'json',
  bodyTypes: [],
  repeatable: [],
  actsAs: null,
  params: null,
  query: null,
  body: { type: 'object' },
};

it('takes anything', () => {
  fc.assert(fc.property(fc.jsonValue(), (wire) => void normaliseConsole(wire)));
});

it('keeps what the gateway says of an operation', () => {
  expect(normaliseConsole({ address: null, header: 'x-key', prefix: '', operations: [row] })).toEqual({
    address: undefined,
    header: 'x-key',
    prefix: '',
    operations: [
      {
        name: 'sendMessage',
        title: 'Send a message',
        about: 'Sends a text.',
        resource: 'Messages',
        effect: 'send',
        guards: ['first-contact'],
        source: 'documented',
        method: 'POST',
        upstreamMethod: 'POST',
        path: '/v1/messages',
        upstreamPath: '/v2/messages',
        pathGuessed: true,
        takesFile: false,
        fileTypes: [],
        params: null,
        query: null,
        body: { type: 'object' },
      },
    ],
  });
});

it.each([
  ['an effect that is not known is one that could do harm', { effect: 'teleport' }, { effect: 'danger' }],
  [
    'a body of bytes is a file of these types',
    { bodyKind: 'bytes', bodyTypes: ['audio/webm', 7] },
    { takesFile: true, fileTypes: ['audio/webm', '7'] },
  ],
  ['without another it is asked for as here', { upstreamMethod: '' }, { upstreamMethod: 'POST' }],
  ['without another path it is where it is here', { upstreamPath: '' }, { upstreamPath: '/v1/messages' }],
  ['a title is its name where there is none', { title: ' ' }, { title: 'sendMessage' }],
])('%s', (_name, more, expected) => {
  expect(normaliseOperation({ ...row, ...more })).toMatchObject(expected);
});

it.each([[{ name: '' }], [{ method: 'TRACE' }], [{ path: 'https://example.org' }], [{ path: undefined }]])(
  'leaves out what could not be asked for: %j',
  (more) => {
    expect(normaliseOperation({ ...row, ...more })).toBeUndefined();
  },
);
