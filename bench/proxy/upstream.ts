/** A minimal server in place of Claritalk: tokens, a small response, and a sink for uploads. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** About what a page of meeting types weighs. */
const answer = JSON.stringify(
  Array.from({ length: 12 }, (_, index) => ({
    id: index + 1,
    name: `Meeting type ${index + 1}`,
    themes: [],
  })),
);
const tokens = JSON.stringify({
  token_type: 'Bearer',
  expires_in: 3600,
  access_token: 'benchmark',
  refresh_token: 'benchmark-refresh',
});

const server = createServer((request, response) => {
  request.resume();
  request.once('end', () => {
    const body = request.url === '/oauth/token' ? tokens : request.method === 'GET' ? answer : '{}';
    response
      .writeHead(200, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'x-ratelimit-limit': '1000000',
        'x-ratelimit-remaining': '999999',
      })
      .end(body);
  });
});
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.once('disconnect', () => process.exit());
