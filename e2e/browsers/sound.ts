import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, Processes } from './processes.ts';

/**
 * A sound server with one output that nobody hears and a microphone that hears what is played there, a tone: a
 * machine for tests has neither, and Firefox without an output keeps its audio clock still.
 *
 * @returns the environment that leads programs to it, and how to end it.
 */
export async function startSound(): Promise<{ env: NodeJS.ProcessEnv; end: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'claritalk-sound-'));
  const socket = join(folder, 'native');
  const processes = new Processes();
  processes.start(
    'pulseaudio',
    [
      '-n',
      '--daemonize=no',
      '--exit-idle-time=-1',
      '--use-pid-file=no',
      '--load=module-null-sink sink_name=nobody',
      '--load=module-sine sink=nobody frequency=440',
      '--load=module-remap-source master=nobody.monitor source_name=microphone',
      `--load=module-native-protocol-unix auth-anonymous=1 socket=${socket}`,
    ],
    { HOME: folder, XDG_RUNTIME_DIR: folder },
  );
  await eventually(async () => existsSync(socket) || undefined, 'a sound server');
  return {
    env: { PULSE_SERVER: `unix:${socket}` },
    end: async () => {
      await processes.end();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
