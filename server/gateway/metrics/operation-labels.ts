import * as publications from '#contract/claap/publications.ts';
import { tokenPath } from '#contract/claritalk/oauth.ts';
import { operations as claritalkOperations } from '#contract/claritalk/table.ts';
import { connectedSystems } from '#contract/connected/table.ts';
import * as admin from '#contract/gateway/admin.ts';
import * as broadcasts from '#contract/gateway/broadcasts.ts';
import * as broughtMessages from '#contract/gateway/brought-messages.ts';
import * as callLog from '#contract/gateway/call-log.ts';
import * as calls from '#contract/gateway/calls.ts';
import * as channels from '#contract/gateway/channels.ts';
import * as connectionPaths from '#contract/gateway/connection-paths.ts';
import * as connections from '#contract/gateway/connections.ts';
import * as consents from '#contract/gateway/consents/consents.ts';
import * as conversations from '#contract/gateway/conversations.ts';
import * as meetingPeople from '#contract/gateway/meeting-people.ts';
import * as meetingSent from '#contract/gateway/meeting-sent.ts';
import * as push from '#contract/gateway/push.ts';
import * as retention from '#contract/gateway/retention.ts';
import * as sent from '#contract/gateway/sent.ts';
import * as sharedFiles from '#contract/gateway/shared-files.ts';
import * as todos from '#contract/gateway/todos.ts';
import * as videoCalls from '#contract/gateway/video-calls.ts';
import { createMatcher } from '#contract/match.ts';
import type { Operation } from '#contract/operation.ts';
import type { MeasuredRequest } from './meter.ts';

/** What a request is counted as. There are as many as operations, and none is made of what someone sent. */
export interface OperationLabels {
  /** `gateway` for what it does itself. */
  readonly system: string;
  readonly operation: string;
}

const modules: readonly object[] = [
  publications,
  admin,
  broadcasts,
  broughtMessages,
  callLog,
  calls,
  channels,
  connectionPaths,
  connections,
  consents,
  conversations,
  meetingPeople,
  meetingSent,
  push,
  retention,
  sent,
  sharedFiles,
  todos,
  videoCalls,
];

const isOperation = (value: unknown): value is Operation =>
  typeof value === 'object' && value !== null && 'path' in value && 'method' in value && 'root' in value;

const own = modules.flatMap((module) => Object.values(module).filter(isOperation));

/** What is not in the contract, by its path or the beginning of it. */
const further: readonly (readonly [path: string, operation: string])[] = [
  [tokenPath, 'token'],
  ['/session', 'session'],
  [push.eventsPath, 'events'],
  [`${push.hooksRoot}/`, 'webhook'],
  [`${sharedFiles.sharedRoot}/`, 'sharedFile'],
  [`${consents.consentRoot}/`, 'consentPage'],
  ['/healthz', 'healthz'],
  ['/readyz', 'readyz'],
  ['/metrics', 'metrics'],
  ['/assets/', 'asset'],
];

/** Streams last as long as a page; how long says nothing. */
export const streams = 'events';

const gateway = 'gateway';

/** Creates a function that returns what a request is counted as. */
export function operationLabels(): (request: MeasuredRequest) => OperationLabels {
  const forwarded = new Map<string, OperationLabels>();
  const add = (system: string, operations: readonly Operation[]) => {
    for (const { method, root, path, name } of operations)
      forwarded.set(`${method} ${root}${path}`, { system, operation: name });
  };
  add('claritalk', claritalkOperations);
  for (const { system, operations } of connectedSystems) add(system.id, operations);
  const roots = [...new Set(own.map(({ root }) => root))].map((root) => ({
    root,
    match: createMatcher(own.filter((one) => one.root === root)),
  }));
  const systems = new Set([...forwarded.values()].map(({ system }) => system));
  return ({ method, template, url }) => {
    const known = template === undefined ? undefined : forwarded.get(`${method} ${template}`);
    if (known) return known;
    const path = url.split('?', 1)[0] ?? '';
    for (const { root, match } of roots) {
      if (!path.startsWith(`${root}/`)) continue;
      const found = match(method, path.slice(root.length));
      if (found.kind === 'operation') return { system: gateway, operation: found.operation.name };
    }
    if (path.startsWith('/api/')) return { system: 'claritalk', operation: 'unknown' };
    const [, connected, id = '', part] = path.split('/', 4);
    if (connected === 'connected' && systems.has(id))
      return { system: id, operation: part === 'media' ? 'media' : 'unknown' };
    const other = further.find(([start]) => path === start || path.startsWith(start));
    if (other) return { system: gateway, operation: other[1] };
    return { system: gateway, operation: method === 'GET' || method === 'HEAD' ? 'page' : 'unknown' };
  };
}
