import type { ESTree } from 'vite';
import { type Convention, type Offence, walk } from './convention.ts';
import { superLinear } from './regular-expressions/super-linear.ts';

/** Foreign text must not be able to stop the page or the gateway: docs/decisions/018-linear-time.md. */
export const linearRegularExpressions: Convention = {
  name: 'regular expressions take linear time',
  applies: (path) => !path.includes('.spec.'),
  check: (program, source) => {
    const offences: Offence[] = [];
    walk(program, (node) => {
      const problem = problemOf(node);
      if (problem !== undefined && !isBounded(source, node.start)) offences.push({ node, message: problem });
    });
    return offences;
  },
  refused: [
    String.raw`header.split(/\s*,\s*/)`,
    "name.replace(/^[ .]+|[ .]+$/g, '')",
    String.raw`const heading = /^ {0,3}(#{1,6})\s+(\S.*?)\s*#*\s*$/;`,
    // One character repeated is not enough for these.
    'const pair = /(?:ab)+c/;',
    'const link = /xmlns="urn:x"[^>]*>/;',
    "new RegExp('a+$', 'g')",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code
    'new RegExp(`${word}$`)',
    '/* linear: it is short */ /a+$/',
  ],
  accepted: [
    "header.split(',').map((part) => part.trim())",
    String.raw`/^[\w-]{43}$/.test(text)`,
    String.raw`text.replaceAll(/\s+/g, ' ')`,
    "new RegExp('^a+$')",
    '// linear: a line of our own, at most 200 characters\n/a+$/',
  ],
};

function problemOf(node: ESTree.Node): string | undefined {
  if (node.type === 'Literal' && 'regex' in node) {
    const { pattern, flags } = node.regex;
    return why(pattern, flags);
  }
  const isMade = node.type === 'NewExpression' || node.type === 'CallExpression';
  if (!isMade || node.callee.type !== 'Identifier' || node.callee.name !== 'RegExp') return undefined;
  const [pattern, flags] = node.arguments;
  if (pattern?.type === 'Literal' && 'regex' in pattern) return undefined;
  if (pattern?.type !== 'Literal' || typeof pattern.value !== 'string') {
    return 'is made while the program runs: nobody can tell what time it takes; write it as a literal';
  }
  return why(pattern.value, flags?.type === 'Literal' ? String(flags.value) : '');
}

function why(pattern: string, flags: string): string | undefined {
  const problem = superLinear(pattern, flags);
  return problem && `/${pattern}/${flags} is ${problem}; trim by hand, or bound the text first`;
}

/** A reason with a numeric bound, on the line itself or right above it. */
function isBounded(source: string, start: number): boolean {
  const from = source.lastIndexOf('\n', source.lastIndexOf('\n', start - 1) - 1) + 1;
  const until = source.indexOf('\n', start);
  return /\/\/ linear: .*\d/.test(source.slice(from, until < 0 ? undefined : until));
}
