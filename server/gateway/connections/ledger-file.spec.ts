import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sqliteDatabases } from '../../data/sqlite-database.ts';
import { answer, codeOf, intent, seal, secret, stateOf } from '../testing/ledger-intents.ts';
import { openLedger } from './ledger.ts';
import { ledgerPlan } from './ledger-tables.ts';

describe('the ledger in a file', () => {
  let directory: string;
  let file: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'ledger-'));
    file = join(directory, 'ledger.sqlite');
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));
  const open = async () => {
    const databases = sqliteDatabases(directory);
    return { databases, ledger: await openLedger(await databases.open(ledgerPlan), seal) };
  };

  test('what was in progress when the gateway was killed may have been done', async () => {
    const at = (path: string) => JSON.stringify(join(import.meta.dirname, path));
    const script = `
      import { sqliteDatabases } from ${at('../../data/sqlite-database.ts')};
      import { Seal } from ${at('../sessions/sealed.ts')};
      import { openLedger } from ${at('ledger.ts')};
      import { ledgerPlan } from ${at('ledger-tables.ts')};
      const databases = sqliteDatabases(${JSON.stringify(directory)});
      const ledger = await openLedger(await databases.open(ledgerPlan), new Seal('${secret}', 'ledger entries'));
      await ledger.begin(${JSON.stringify(intent())});
      await (await ledger.begin(${JSON.stringify(intent({ key: 'k2' }))})).end({
        state: 'done', answer: { status: 200, headers: {}, body: Buffer.from('{}') },
      });
      process.stdout.write('written');
      setInterval(() => {}, 1000);
    `;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
      cwd: join(import.meta.dirname, '../../..'),
    });
    await once(child.stdout, 'data');
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    const { databases, ledger } = await open();
    expect(await stateOf(ledger)).toEqual([
      ['k2', 'done'],
      ['k1', 'unknown'],
    ]);
    expect(await codeOf(ledger.begin(intent()))).toBe('may-be-done');
    expect((await ledger.begin(intent({ key: 'k2' }))).before?.body?.toString()).toBe('{}');
    await ledger.close();
    await databases.close();
  });

  test('requests and responses are sealed, in a file that only this account can read', async () => {
    const { databases, ledger } = await open();
    await (await ledger.begin(intent())).end(answer('{"said":"confidential answer"}'));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    for (const name of [file, `${file}-wal`]) expect(readFileSync(name).includes('confidential')).toBe(false);
    expect(await ledger.find('o1', 1)).toMatchObject({
      sent: { body: 'confidential text' },
      answer: { said: 'confidential answer' },
    });
    await ledger.close();
    await databases.close();
  });

  test('one from before there were migrations can still be read, written and forgotten', async () => {
    const first = await open();
    await first.ledger.begin(intent());
    await first.ledger.close();
    await first.databases.close();
    const older = new DatabaseSync(file);
    older.exec(`
      DROP TABLE store_versions; DROP TABLE ledger_holders; DROP INDEX entries_under_way; DROP TRIGGER entries_all_gone;
      ALTER TABLE entries DROP COLUMN holder; ALTER TABLE entries DROP COLUMN attempt;
      CREATE TRIGGER entries_gone AFTER DELETE ON entries BEGIN DELETE FROM entry_facts WHERE entry = OLD.id; END;
    `);
    older.close();
    const { databases, ledger } = await open();
    expect(await stateOf(ledger)).toEqual([['k1', 'unknown']]);
    await (await ledger.begin(intent({ key: 'k2' }))).end(answer('{}'));
    expect(await stateOf(ledger)).toEqual([
      ['k2', 'done'],
      ['k1', 'unknown'],
    ]);
    await ledger.close();
    await databases.close();
  });
});
