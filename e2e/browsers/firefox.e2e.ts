import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '../support/test.ts';
import { Firefox } from './firefox.ts';
import { Person } from './person.ts';
import { eventually } from './processes.ts';
import { expectSound, installed, mainJob, records, test } from './suite.ts';

test.use({ engineName: 'firefox' });

mainJob('firefox');

test.describe('firefox: what differs there', () => {
  test.skip(!installed.firefox, 'firefox could not be installed here');

  test('without a sound output a recording has its sound all the same', async ({ stack }) => {
    const engine = await Firefox.start();
    try {
      const person = new Person(engine);
      await person.signsIn(stack.dashboard, '/record');
      await records(person, stack.dashboard, 'No output');
      await person.presses('button', 'Stop and upload');
      await person.reads('Claritalk has the whole recording.', 60_000);
      await expectSound(stack, 'No output');
    } finally {
      await engine.close();
    }
  });

  test('exports the list as a file', async ({ stack }) => {
    const engine = await Firefox.start();
    try {
      const person = new Person(engine);
      await person.signsIn(stack.dashboard, '/meetings?status=finished');
      await person.presses('button', 'Export list');
      await person.presses('button', 'Download');
      const file = await eventually(async () => {
        const names = await readdir(engine.downloads);
        const name = names.find((one) => one.endsWith('.csv'));
        // It is there before all of it is.
        const { size } = name ? await stat(join(engine.downloads, name)) : { size: 0 };
        return size > 0 && !names.some((one) => one.endsWith('.part')) ? name : undefined;
      }, 'the downloaded file');
      const rows = (await readFile(join(engine.downloads, file), 'utf8')).trim().split('\r\n');
      expect(rows.length).toBeGreaterThan(5);
    } finally {
      await engine.close();
    }
  });
});
