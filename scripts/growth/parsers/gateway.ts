import { getMeeting, uploadAudioChunk } from '#contract/claritalk/meetings.ts';
import { operations } from '#contract/claritalk/table.ts';
import { createMatcher, fillPath } from '#contract/match.ts';
import { linesOf } from '../../../server/gateway/connections/calls/meetings/transcription-lines.ts';
import { hookUrlCheck, shownAddress } from '../../../server/gateway/elevation/hook-url.ts';
import { bearerOf } from '../../../server/gateway/http/bearer.ts';
import { cookieValues, SessionCookie } from '../../../server/gateway/http/cookies.ts';
import { FirstRequest } from '../../../server/gateway/http/first-request.ts';
import { escapeAttribute } from '../../../server/gateway/http/html.ts';
import { measureJson } from '../../../server/gateway/http/json-measure.ts';
import { createLogger } from '../../../server/gateway/http/log.ts';
import { loggedTarget } from '../../../server/gateway/http/logged-target.ts';
import { isOwnHost } from '../../../server/gateway/http/origin.ts';
import { isNavigation, languageOf } from '../../../server/gateway/http/person/navigation.ts';
import { personPage } from '../../../server/gateway/http/person/page.ts';
import { allowList } from '../../../server/gateway/proxy/allow-list.ts';
import { readAnswerJson } from '../../../server/gateway/proxy/answer-json.ts';
import { boundaryOf, MultipartScanner } from '../../../server/gateway/proxy/multipart-scanner.ts';
import { checkBodyHead, rebuildQuery, splitTarget } from '../../../server/gateway/proxy/proxy-request.ts';
import { responseHeaders } from '../../../server/gateway/proxy/proxy-response.ts';
import { Redaction } from '../../../server/gateway/proxy/redaction.ts';
import { waitMs } from '../../../server/gateway/scheduling/retry-after-holds.ts';
import { urgencyOf } from '../../../server/gateway/scheduling/traffic.ts';
import { isFormType } from '../../../server/gateway/sessions/token.ts';
import { readTokenForm } from '../../../server/gateway/sessions/token-form.ts';
import { subjectOf } from '../../../server/gateway/sessions/token-subject.ts';
import { chooseEncoding } from '../../../server/gateway/site/assets.ts';
import { hasTag } from '../../../server/gateway/site/static.ts';
import { rankOf } from '../../../server/gateway/webhooks/order.ts';
import { payloadFor } from '../../../server/gateway/webhooks/payload.ts';
import { readDelivery } from '../../../server/gateway/webhooks/read-delivery.ts';
import { reportName } from '../../../server/gateway/webhooks/report-name.ts';
import { claritalk } from '../../../server/upstreams/claritalk.ts';
import { retryAfterOf } from '../../../server/upstreams/client.ts';
import type { Parser } from '../parser.ts';

const list = [',', ' ', '"', ';', 'a', 'q=', '=', 'br'];
const target = ['/', '.', '%2f', '%', '?', '#', '\\', '@', 'a', 'hooks'];
const query = ['&', '=', '+', '%41', 'a', 'a=1&'];
const json = ['[', '{"a":', '"', '\\', '\\"', '0,', ' ', '{"meetingId":1,"b":'];
const name = ['.', ' ', '/', 'a', 'é', '\u0301', '.pdf'];

const publicUrl = 'https://dashboard.example';
const both = { brotli: Buffer.from(''), gzip: Buffer.from('') };
const own = { clientId: 'c', redirectUri: 'r', scope: 's' };
const cookie = new SessionCookie(publicUrl, 1);
const match = createMatcher(operations);
const upstream = claritalk({ sandbox: true });
const find = allowList(upstream);
const logger = createLogger('debug', () => {});
const partHead = 'content-disposition: form-data; name="a"; filename="';
const parts = ['\r\n', '\r\n\r\n', '-', '\r\n--b', '--b\r\n', 'a', partHead, '"'];

const delivery = (data: unknown) =>
  Buffer.from(JSON.stringify({ event: 'meeting.processed', timestamp: '2026-11-29T00:00:00Z', data }));
const many = (text: string) => Array.from(text, (sign, at) => ({ meetingId: at, sign }));

/** Reads a connection's first request in pieces. */
function arrive(text: string): void {
  const request = new FirstRequest({ path: '/oauth/token', maxBytes: 16_384 });
  const bytes = Buffer.from(`POST /oauth/token HTTP/1.1\r\n${text}\r\n\r\n`);
  for (let at = 0; at < bytes.length; at += 7) if (request.add(bytes.subarray(at, at + 7))) return;
}

function scan(text: string, pieceBytes: number): void {
  const scanner = new MultipartScanner('b');
  const bytes = Buffer.from(`--b\r\n${partHead}x"\r\n\r\n${text}`);
  for (let at = 0; at < bytes.length; at += pieceBytes) scanner.write(bytes.subarray(at, at + pieceBytes));
  scanner.end();
}

/** What the gateway reads before it knows who is asking, and from deliveries. */
export const gatewayParsers: readonly Parser[] = [
  { name: 'If-None-Match', signs: [',', ' ', '"', '*', 'W/', 'a'], read: (text) => hasTag(text, '"a"') },
  { name: 'Accept-Encoding', signs: list, read: (text) => chooseEncoding(both, text) },
  {
    name: 'Cookie',
    signs: [';', ' ', '=', 'a', '__Host-session='],
    read: (text) => [cookieValues(text, 'a'), cookie.read(text)],
  },
  { name: 'Authorization', signs: [' ', 'a', 'Bearer ', '\x7f'], read: (text) => bearerOf(`Bearer ${text}`) },
  {
    name: 'Content-Type of a form',
    signs: [' ', ';', 'charset=utf-8', 'a'],
    read: (text) => isFormType(`application/x-www-form-urlencoded${text}`),
  },
  { name: 'Priority', signs: [',', ' ', 'u=', '9', ';'], read: urgencyOf },
  {
    name: 'boundary',
    signs: ['"', ' ', ';', 'a', ','],
    read: (text) => boundaryOf(`multipart/form-data${text}`),
  },
  {
    name: 'boundary, named',
    signs: ['"', ' ', ';', 'a', ','],
    read: (text) => boundaryOf(`multipart/form-data; boundary=${text}`),
  },
  {
    name: 'Host',
    signs: [':', '1', '.', 'a'],
    read: (text) => isOwnHost(['Host', `localhost${text}`], publicUrl, 80),
  },
  {
    name: 'first request of a connection',
    signs: ['a', ' ', '\t', '1', ':', '\r', '\n', '\r\nContent-Length:', '\r\nExpect:'],
    read: arrive,
  },
  {
    name: 'names of headers',
    signs: ['a', 'Host'],
    read: (text) => isOwnHost(Array.from(text), publicUrl, 80),
  },
  { name: 'Accept-Language', signs: [...list, '-'], read: (text) => languageOf({ 'accept-language': text }) },
  { name: 'Accept', signs: [...list, 'text/html'], read: (text) => isNavigation({ accept: text }) },
  {
    name: 'page for a person',
    signs: ['`', '{', '}', '<', 'a'],
    read: (text) =>
      personPage({
        cause: 'notBuilt',
        status: 503,
        headers: { host: text, 'accept-language': text },
        requestId: text,
        retryAfter: text,
        publicUrl: text,
      } as never),
  },
  { name: 'attribute', signs: ['"', '&', 'a'], read: escapeAttribute },
  { name: 'target', signs: target, read: splitTarget },
  { name: 'target in the log', signs: target, read: loggedTarget },
  {
    name: 'line of the log',
    signs: ['\u202e', '"', 'a', '\n'],
    read: (text) => logger.info(text, { message: text }),
  },
  {
    name: 'path of an operation',
    signs: target,
    read: (text) => find('GET', `/api/client/${text}`),
  },
  { name: 'path of the contract', signs: target, read: (text) => match('GET', `/meetings/${text}`) },
  { name: 'path that is filled', signs: target, read: (text) => fillPath('/a/:id', { id: text }) },
  { name: 'query', signs: query, read: (text) => rebuildQuery(getMeeting, text) },
  {
    name: 'head of a body',
    signs: [';', ' ', 'charset="utf-8"', 'a'],
    read: (text) =>
      checkBodyHead(operations.find(({ bodyKind }) => bodyKind === 'json') ?? uploadAudioChunk, {
        'content-type': `application/json;${text}`,
      }),
  },
  {
    name: 'head of an answer',
    signs: [' ', '+', ';', 'json'],
    read: (text) =>
      responseHeaders(getMeeting, upstream.rateHeaders, { 'content-type': `application/${text}` }),
  },
  {
    name: 'answer that may have the key of a connection in it',
    signs: ['a', 'ab', 'aaaaaaab'],
    read: (text) => new Redaction('aaaaaaab').text(text),
  },
  { name: 'form of the token endpoint', signs: query, read: (text) => readTokenForm(text, own) },
  { name: 'subject of a token', signs: ['.', 'a', '{', '='], read: (text) => subjectOf(`a.${text}`) },
  {
    name: 'Retry-After of an answer',
    signs: ['1', ' ', ',', ':'],
    read: (text) => [retryAfterOf({ 'retry-after': text }), waitMs(text, 0)],
  },
  {
    name: 'hook address',
    length: 960,
    signs: ['/', '.', '@', ':', 'a', '%'],
    read: (text) => [
      shownAddress(`https://${text}`),
      hookUrlCheck({ sandbox: false, own: undefined })(`https://${text}`),
    ],
  },
  { name: 'multipart, at once', signs: parts, read: (text) => scan(text, text.length + 1000) },
  { name: 'multipart, in small pieces', length: 4000, signs: parts, read: (text) => scan(text, 7) },
  {
    name: 'multipart, many parts',
    length: 4000,
    signs: parts,
    read: (text) => scan(`\r\n--b\r\n${partHead}${text}`, 64),
  },
  {
    name: 'JSON of a connected system',
    signs: ['\\u0061', '"', '1', '[', '{"a":', ',', ' '],
    read: (text) => readAnswerJson('application/json', Buffer.from(text), new Redaction('secret-key')),
  },
  { name: 'measure of JSON', signs: json, read: (text) => measureJson(Buffer.from(text)) },
  { name: 'delivery', signs: json, read: (text) => readDelivery(Buffer.from(text)) },
  {
    name: 'delivery with a text',
    signs: ['a', ' ', 'é', '"'],
    read: (text) =>
      readDelivery(delivery({ uuid: text, status: text, files: { filename: text, content: text } })),
  },
  {
    name: 'delivery with many meetings',
    signs: ['a', 'b'],
    read: (text) => payloadFor(delivery(many(text)).toString(), 'meeting.processed', async () => true),
  },
  {
    name: 'payload that is shown',
    signs: json,
    read: (text) => payloadFor(text, 'meeting.processed', async () => true),
  },
  {
    name: 'status of a delivery',
    signs: [' ', 'a', 'finished'],
    read: (text) => rankOf('meeting.changed', text),
  },
  {
    name: 'transcription of a call, as lines',
    signs: [' – ', '\n', '–', ' ', 'a', 'e\u0301'],
    read: (text) => linesOf(text, 0, 60),
  },
  { name: 'name of a report', signs: name, read: reportName },
];
