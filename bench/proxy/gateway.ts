/** The gateway as in production, with its log discarded. */
import { uploadAudioChunk } from '#contract/claritalk/meetings.ts';
import { startGateway } from '../../server/gateway/gateway.ts';
import { reportTo, settingsOf } from './settings.ts';

const [, , upstream = '', dataDir = '', token = '', databaseUrl] = process.argv;
// The contract lets no more than a chunk of 5 MiB through; one long stream shows how much of it is kept in memory.
Object.assign(uploadAudioChunk, { maxBodyBytes: 1024 * 1024 * 1024 });
const gateway = await startGateway({
  ...settingsOf(upstream, dataDir),
  databaseUrl,
  metrics: token === '' ? undefined : { port: undefined, host: 'localhost', token },
});
reportTo(gateway.url);
