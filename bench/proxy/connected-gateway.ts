/** The gateway as in production, with one connection to Chat2Desk and its log discarded. */
import { chat2desk } from '../../contract/chat2desk/system.ts';
import { operations } from '../../contract/chat2desk/table.ts';
import { sqliteDatabases } from '../../server/data/sqlite-database.ts';
import { ConnectionStore } from '../../server/gateway/connections/store.ts';
import { connectionPlan } from '../../server/gateway/connections/store-tables.ts';
import { startGateway } from '../../server/gateway/gateway.ts';
import { Seal } from '../../server/gateway/sessions/sealed.ts';
import { reportTo, settingsOf } from './settings.ts';

const [, , upstream = '', dataDir = ''] = process.argv;
const connectionsSecret = 'secret-of-the-benchmark'.repeat(2);
const databases = sqliteDatabases(dataDir);
const store = new ConnectionStore(
  await databases.open(connectionPlan),
  new Seal(connectionsSecret, 'connection keys'),
);
await store.save('22222222-2222-4222-8222-222222222222', 'chat2desk', null, {
  key: 'key-of-the-benchmark',
  url: null,
  savedBy: { uuid: '11111111-1111-4111-8111-111111111111', name: 'Benchmark' },
  quota: null,
});
await databases.close();
const gateway = await startGateway({
  ...settingsOf(upstream, dataDir),
  offered: [{ system: chat2desk, operations, url: upstream, allowed: [] }],
  connectionsSecret,
});
reportTo(gateway.url);
