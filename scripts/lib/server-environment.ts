import { join } from 'node:path';

/**
 * The environment of a server that a test starts, before its own settings: a developer's own .env must not reach it, and what
 * Node made of the sources is kept, which is a third of what a start takes.
 */
export const serverEnvironment = (): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  ENV_FILE: '',
  NODE_COMPILE_CACHE: join(import.meta.dirname, '../../.cache/compile'),
});
