import { describe, expect, it } from 'vitest';
import { type CodeFile, readCode, readProject } from '../scripts/house/import-graph.ts';
import { offences as offencesOf } from '../scripts/house/rules.ts';

/**
 * The rules of the house. Each list goes from the ground up: a file may import from its own place and from those
 * above its line. A name with a slash at the end is a folder with all in it; one without is a file, or the files that
 * lie in a folder directly. A file without a place fails: give a new folder its line.
 */
const page = [
  'contract/',
  ...['src/lib/', 'src/i18n/', 'src/ui/', 'src/paths.ts'],
  ...['client', 'gateway', 'chat2desk', 'courier', 'claritalk'].map((system) => `src/api/${system}/`),
  ...['auth', 'people', 'permissions', 'problems', 'quota', 'relations', 'vault'].map(service),
  ...['csv', 'integrations', 'jobs', 'live', 'search-index', 'conversations', 'tickets'].map(service),
  ...['device-recordings', 'evidence', 'preflight', 'publishing'].map(service),
  // Features do not know each other.
  [
    ...['calls', 'connect', 'conversations', 'insight', 'integrations', 'meetings'].map(feature),
    ...['organisations', 'overview', 'people', 'recorder', 'sent', 'settings', 'templates', 'webhooks'].map(
      feature,
    ),
  ],
  'src/app/',
  'src/head-start/',
  'src',
  // Tables of connected systems stay on the server; a page takes single rows.
  ...['contract/connected/', 'contract/chat2desk/table.ts', 'contract/claap/table.ts'],
  'contract/courier/table.ts',
];

const servers = [
  'contract/',
  ...['lib', 'data', 'upstreams'].map((name) => `server/${name}/`),
  ...['http/', 'metrics/', 'scheduling/', 'sessions/', 'proxy/', 'elevation/'].map(gateway),
  ...['connections/', 'consents/', 'retention/', 'webhooks/'].map(gateway),
  ...['gateway-options.ts', 'events/', 'site/'].map(gateway),
  ...['lib', 'firm', 'chat2desk', 'claap', 'courier', 'systems'].map((name) => `server/sandboxes/${name}/`),
  ['server/gateway', 'server/sandboxes/claritalk/'],
  'server',
];

/** Floors inside the larger rooms, from the ground up. */
const floors: Readonly<Record<string, readonly string[]>> = {
  'contract/': ['', 'claritalk/', 'gateway/', 'chat2desk/', 'claap/', 'courier/', 'connected/'],
  'src/features/meetings/': [
    ...['shared/', 'consent/', 'evidence/', 'follow-up/', 'export/', 'send/', 'bulk/', 'review/'],
    ...['conversation/', 'preflight/', 'detail/', 'list/', 'edit/', 'action-items/', 'dossiers/', 'verify/'],
  ],
  'src/features/integrations/': ['model/', 'console/', 'tab/', 'chat2desk/', 'courier/', 'connections/', ''],
  'src/features/people/': ['shared/', 'directory/', 'invite/', 'teams/', 'audit/'],
  'src/features/recorder/': [
    ...['model/', 'files/', 'spool/', 'capture/', 'upload/', 'engine/'],
    ...['ui/shared/', 'ui/consent/', 'ui/recordings/', 'ui/live/', 'ui/file/', 'ui/setup/', 'ui', ''],
  ],
  'src/features/templates/': [
    ...['shared/', 'file/', 'jobs/', 'dialogs/', 'forms/', 'import/', 'preview/', 'columns/'],
  ],
};

/** Only these talk to the network; all others use what they offer. */
const network = [
  'src/head-start/',
  'src/api/client/',
  'src/api/gateway/system-status.ts',
  'src/services/auth/',
  'src/services/live/',
  'src/services/vault/device-key.ts',
];

/** Systems behind the gateway are data (decision 24): what serves all of them names none. */
const unsaid = {
  word: 'claritalk',
  places: [
    ...['contract', 'server/upstreams/'],
    ...['health.ts', 'request-handler.ts', 'http/', 'proxy/', 'scheduling/'].map(gateway),
  ],
  except: 'server/upstreams/claritalk.ts',
};

function service(name: string): string {
  return `src/services/${name}/`;
}
function gateway(name: string): string {
  return `server/gateway/${name}`;
}
function feature(name: string): string {
  return `src/features/${name}/`;
}

const trees = { 'contract/': ['contract/'], 'server/': servers, 'src/': page };
const offences = (files: readonly CodeFile[]) => offencesOf({ trees, floors, network, unsaid }, files);
const files = readProject(new URL('../', import.meta.url));

describe('the rules of the house', () => {
  it('hold', () => {
    expect(files.length).toBeGreaterThan(1_000);
    expect(offences(files)).toEqual([]);
  });

  it.each([
    ['a new folder', 'src/news/a.ts', '', 'src/news/a.ts has no place'],
    ['a new feature', 'src/features/news/a.ts', '', 'src/features/news/a.ts has no place'],
    ['a new floor', 'src/features/people/news/a.ts', '', 'src/features/people/news/a.ts has no floor'],
    [
      'an arrow up',
      'src/ui/a.ts',
      "import type { B } from '#src/api/client/errors.ts';",
      'src/ui/a.ts → src/api/client/errors.ts',
    ],
    ['a dynamic arrow up', 'src/ui/a.ts', "import('#src/app/shell.tsx');", 'src/ui/a.ts → src/app/shell.tsx'],
    [
      'an arrow between features',
      'src/features/people/directory/a.ts',
      "import '#src/features/settings/panel.tsx';",
      'src/features/people/directory/a.ts → src/features/settings/panel.tsx',
    ],
    [
      'an arrow up a floor',
      'src/features/recorder/spool/a.ts',
      "new Worker(new URL('../engine/engine.ts', import.meta.url));",
      'src/features/recorder/spool/a.ts → src/features/recorder/engine/engine.ts',
    ],
    [
      'an arrow from the page to the server',
      'src/lib/a.ts',
      "import '../../server/main.ts';",
      'src/lib/a.ts → server/main.ts',
    ],
    ['a name where none belongs', 'contract/a.ts', '// Claritalk', 'contract/a.ts says claritalk'],
    [
      'it in a new file',
      'server/upstreams/b/a.ts',
      'myClaritalk();',
      'server/upstreams/b/a.ts says claritalk',
    ],
    ['a table', 'src/a.ts', "import '#contract/claap/table.ts';", 'src/a.ts → contract/claap/table.ts'],
    ['the network', 'src/ui/a.ts', "fetch('/api');", 'src/ui/a.ts talks to the network'],
  ])('fire for %s', (_name, path, source, expected) => {
    expect(offences([readCode(path, source)])).toEqual([expected]);
  });

  it('fire for a circle, of types too', () => {
    const circle = [
      readCode('src/ui/a.ts', "export type * from './b.ts';"),
      readCode('src/ui/b.ts', "import './a.ts';"),
    ];
    expect(offences(circle)).toEqual(['circle: src/ui/a.ts → src/ui/b.ts → src/ui/a.ts']);
  });
});
