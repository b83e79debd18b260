/**
 * A simulated Claritalk Connect for the sandbox: `npm run connect-client -- --account owen`. It stays connected until
 * it is stopped with Ctrl+C.
 */
import { parseArgs } from 'node:util';
import { DesktopClient } from './sandboxes/claritalk/connect/desktop-client.ts';
import { personalAccessTokens } from './sandboxes/claritalk/credentials.ts';

const usage = `Use: npm run connect-client -- --account ${Object.keys(personalAccessTokens).join('|')} [--url http://localhost:4181]
     npm run connect-client -- --token <access token> [--url http://localhost:4181]`;

function readOptions(): { url: string; token: string } | undefined {
  try {
    const { account, token, url } = parseArgs({
      options: { account: { type: 'string' }, token: { type: 'string' }, url: { type: 'string' } },
    }).values;
    const known = Object.entries(personalAccessTokens).find(([name]) => name === account)?.[1];
    const chosen = token ?? known;
    const origin = url ?? `http://localhost:${process.env.SANDBOX_PORT || 4181}`;
    return chosen === undefined || !URL.canParse(origin) ? undefined : { url: origin, token: chosen };
  } catch {
    return undefined;
  }
}

const options = readOptions();
if (!options) {
  console.error(usage);
  process.exit(2);
}
const client = new DesktopClient({ ...options, log: (line) => console.log(`Claritalk Connect: ${line}`) });
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void client.close().finally(() => process.exit(0)));
}
client.ready().catch(({ message }: Error) => {
  console.error(`The sandbox refused this client: ${message}`);
  process.exit(1);
});
