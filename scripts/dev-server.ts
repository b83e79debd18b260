/** The development server: Vite, with the gateway behind the paths that are not the application's. */
import { createServer, type Plugin } from 'vite';
import { type ClientConfig, configPlaceholder } from '#contract/gateway/client-config.ts';
import { escapeAttribute } from '../server/gateway/http/html.ts';
import { clientConfigOf } from '../server/gateway/site/client-config.ts';
import { dashboardClient } from '../server/sandboxes/claritalk/credentials.ts';
import { readSettings } from '../server/settings.ts';

/** Fills in what the gateway fills in when it serves the built document. */
const documentConfig = (config: ClientConfig): Plugin => ({
  name: 'document-config',
  transformIndexHtml: (html) => html.replaceAll(configPlaceholder, escapeAttribute(JSON.stringify(config))),
});

const settings = readSettings(process.env);
const claritalk = settings.claritalk ?? {
  url: `http://localhost:${settings.sandboxPort}`,
  ...dashboardClient,
};
const server = await createServer({
  plugins: [documentConfig(clientConfigOf({ ...settings, claritalk, sandbox: !settings.claritalk }))],
  server: {
    port: settings.port,
    strictPort: true,
    host: 'localhost',
    // The gateway sees the browser's own Host and Origin, so its checks are the same as in production.
    proxy: {
      '^/(api|connected|admin|oauth|session|healthz|hooks|events|reports)(/|\\?|$)': {
        target: `http://localhost:${process.env.GATEWAY_PORT}`,
        changeOrigin: false,
      },
    },
  },
});
await server.listen();
server.printUrls();
