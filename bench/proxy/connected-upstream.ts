/** A minimal server in place of Claritalk and of a connected system. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** About what twenty clients weigh. */
const clients = Array.from({ length: 20 }, (_, index) => ({
  id: index + 1,
  name: `Client number ${index + 1}`,
  phone: `+3247000000${index}`,
  comment: null,
  tags: [{ id: 1, label: 'regular' }],
}));
const list = JSON.stringify({ data: clients, meta: { total: 20, limit: 20, offset: 0 }, status: 'success' });
const answers: Readonly<Record<string, string>> = {
  '/oauth/token': JSON.stringify({
    token_type: 'Bearer',
    expires_in: 3600,
    access_token: 'benchmark',
    refresh_token: 'benchmark-refresh',
  }),
  '/api/user/me': JSON.stringify({
    user: { uuid: '11111111-1111-4111-8111-111111111111', role: 'admin', name: 'Benchmark' },
  }),
  '/api/organisations/list': JSON.stringify([{ uuid: '22222222-2222-4222-8222-222222222222', name: 'B' }]),
};

const server = createServer((request, response) => {
  request.resume();
  request.once('end', () => {
    const body = answers[request.url ?? ''] ?? list;
    response
      .writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
      .end(body);
  });
});
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.once('disconnect', () => process.exit());
