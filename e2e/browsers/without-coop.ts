import { createServer, request } from 'node:http';

export interface Front {
  readonly origin: string;
  /** Tells where the dashboard is. */
  readonly leadTo: (dashboard: string) => void;
  readonly end: () => Promise<void>;
}

/**
 * A way to the dashboard that leaves out `Cross-Origin-Opener-Policy`, for WebKitGTK: its driver loses a page with
 * that header for good as soon as the page comes back from the back/forward cache. All else passes as it is.
 */
export async function startWithoutCoop(): Promise<Front> {
  let target = '';
  const server = createServer((incoming, outgoing) => {
    const passed = request(
      new URL(incoming.url ?? '/', target),
      { method: incoming.method, headers: incoming.headers },
      (answer) => {
        const { 'cross-origin-opener-policy': _, ...headers } = answer.headers;
        outgoing.writeHead(answer.statusCode ?? 502, headers);
        answer.pipe(outgoing);
      },
    );
    passed.on('error', () => outgoing.destroy());
    outgoing.on('close', () => passed.destroy());
    incoming.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  return {
    origin: `http://localhost:${port}`,
    leadTo: (dashboard) => {
      target = dashboard;
    },
    end: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
