import type { ESTree } from 'vite';
import { all, type Convention, isPage } from './convention.ts';

const calleeOf = (node: ESTree.Node | undefined): string =>
  node?.type === 'CallExpression' && node.callee.type === 'Identifier' ? node.callee.name : '';

/**
 * A lost response is checked for: whatever a page writes goes through the hook that knows how
 * (docs/unknown-outcomes.md).
 */
export const pageWrites: Convention = {
  name: 'what a page writes goes through useWrite, what only asks has the options of a resource',
  applies: (path) => isPage(path) && !path.startsWith('src/api/'),
  check(program) {
    const calls = all(program, 'CallExpression');
    const inline = calls.filter(
      (node) =>
        (calleeOf(node) === 'useMutation' && !/Options$/.test(calleeOf(node.arguments[0]))) ||
        calleeOf(node) === 'mutationOptions',
    );
    return inline.map((node) => ({
      node,
      message:
        'use useWrite (src/services/problems/use-write.ts), for the answer may be lost; what may be sent twice gets its options from a resource in src/api/',
    }));
  },
  refused: [
    'const saving = useMutation({ mutationFn: () => save(meeting) });',
    'const options = mutationOptions({ mutationFn: () => save(meeting) });',
  ],
  accepted: [
    'const saving = useWrite((queryClient, meeting, watch) => save(queryClient, meeting, watch));',
    'const asked = useMutation(askIntegrationOptions());',
  ],
};

const changes = new Set([
  'setQueryData',
  'setQueriesData',
  'invalidateQueries',
  'removeQueries',
  'resetQueries',
  'cancelQueries',
]);

/** Writing refreshes what was read before, in one place: the resource knows its keys. */
export const cacheInResources: Convention = {
  name: 'what was read before is renewed by its resource',
  applies: (path) => isPage(path) && path.startsWith('src/features/'),
  check: (program) =>
    all(program, 'CallExpression')
      .filter(
        ({ callee }) =>
          callee.type === 'MemberExpression' &&
          callee.property.type === 'Identifier' &&
          changes.has(callee.property.name),
      )
      .map((node) => ({ node, message: 'give the resource in src/api/ a function that does it' })),
  refused: [
    'queryClient.setQueryData(meetingKeys.detail(id), saved);',
    'void queryClient.invalidateQueries({ queryKey });',
  ],
  accepted: ['void refreshMeetingLists(queryClient);', 'queryClient.getQueryData(queryKey);'],
};
