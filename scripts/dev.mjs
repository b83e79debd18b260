// npm run dev: Vite with hot reload on PORT, and behind it the gateway (PORT + 2) and the sandbox, which restart
// when their sources change.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { install } from './lib/install.mjs';
import { root, run, runScript } from './lib/processes.mjs';

runScript(async () => {
  const node = await install();
  const envFile = join(root, '.env');
  if (existsSync(envFile) && process.loadEnvFile) process.loadEnvFile(envFile);
  const port = Number(process.env.PORT || 4180);
  const publicUrl = `http://localhost:${port}`;
  const gatewayPort = String(port + 2);
  const server = run(node, ['--watch', '--watch-preserve-output', join(root, 'server/main.ts')], {
    env: { PORT: gatewayPort, PUBLIC_URL: publicUrl },
  });
  const vite = run(node, [join(root, 'scripts/dev-server.ts')], {
    env: { PORT: String(port), PUBLIC_URL: publicUrl, GATEWAY_PORT: gatewayPort },
  });
  // Either of them alone is useless.
  return Promise.race([server, vite]).finally(() => process.kill(process.pid, 'SIGTERM'));
});
