import { all, type Convention, isPage, type Offence } from './convention.ts';

/** These measure how long something takes; learning the server's clock in between would only distort it. */
const durations = [
  'src/lib/clock.ts',
  'src/lib/started.ts',
  'src/head-start/head-start.ts',
  // How long to wait before the next request.
  'src/services/jobs/batch-queue.ts',
  'src/services/problems/use-write.ts',
  'src/services/jobs/batch-item.tsx',
  'src/services/quota/limiter.ts',
  'src/services/quota/session-quota.ts',
  'src/services/quota/shared-quota.ts',
  'src/services/quota/use-quota.ts',
  'src/services/quota/quota-table.tsx',
  'src/services/quota/quota-pause.tsx',
  'src/ui/waiting.tsx',
  'src/features/recorder/upload/upload-retry.ts',
  'src/features/recorder/upload/upload-job.ts',
  'src/features/recorder/ui/shared/use-recorder.ts',
  'src/features/connect/sound-panel.tsx',
  // Which of two tabs of this device was earlier.
  'src/api/claritalk/meetings/create-meeting.ts',
  // Whether the device was asleep.
  'src/features/recorder/capture/live-watch.ts',
];

const message = 'the device’s clock may be wrong: take serverNow() or serverDate() of src/lib/clock.ts';

/** What is stored, sent or compared with the server's data uses the server's time. */
export const serverTime: Convention = {
  name: 'instants come from the clock of the server',
  applies: (path) => isPage(path) && !durations.includes(path),
  check: (program) => {
    const offences: Offence[] = [];
    for (const node of all(program, 'MemberExpression')) {
      const { object, property } = node;
      if (object.type !== 'Identifier' || object.name !== 'Date' || property.type !== 'Identifier') continue;
      if (property.name === 'now') offences.push({ node, message: `Date.now: ${message}` });
    }
    for (const node of all(program, 'NewExpression')) {
      const { callee } = node;
      if (callee.type === 'Identifier' && callee.name === 'Date' && node.arguments.length === 0)
        offences.push({ node, message: `new Date(): ${message}` });
    }
    for (const node of all(program, 'ImportSpecifier')) {
      if (node.imported.type === 'Identifier' && node.imported.name === 'useNow')
        offences.push({
          node,
          message: 'useNow has the device’s clock: take useMinute() of src/ui/minute-clock.ts',
        });
    }
    return offences;
  },
  refused: [
    "import { useNow } from 'use-intl';",
    'const at = new Date().toISOString();',
    'const at = Date.now();',
    'const clock = Date.now;',
  ],
  accepted: ['new Date(at);', 'Date.parse(text);', 'performance.now();', 'serverDate().toISOString();'],
};
