// npm start: installs and builds what is missing, then runs the server.
import { join } from 'node:path';
import { build } from './lib/build.mjs';
import { install } from './lib/install.mjs';
import { root, run, runScript } from './lib/processes.mjs';

runScript(async () => {
  const node = await install();
  await build(node);
  // Node keeps what it made of the sources: the server is there in two thirds of the time.
  return run(node, [join(root, 'server/main.ts')], {
    env: { NODE_COMPILE_CACHE: join(root, '.cache/compile') },
  });
});
