import type { ESTree } from 'vite';
import { all, type Convention, type Offence } from './convention.ts';

const rule = 'contract/email.ts';
const instead = `use ${rule}: no other rule knows what an address is, or when two are the same`;

const nameOf = (node: ESTree.Node | null | undefined) =>
  node?.type === 'Identifier' || node?.type === 'JSXIdentifier' ? node.name : undefined;

/** Something repeated before the @, and something after it: a pattern for addresses. */
const isAddressPattern = (pattern: string) => /(?:[+*]|\d\})@./.test(pattern);

/** Five places once decided what an e-mail address is, and each refused someone. */
export const emailAddresses: Convention = {
  name: `e-mail addresses are known and compared by ${rule} alone`,
  applies: (path) => /^(?:contract|server|src)\//.test(path) && path !== rule && !path.includes('.spec.'),
  check: (program) => {
    const offences: Offence[] = [];
    for (const node of all(program, 'MemberExpression')) {
      const [object, property] = [nameOf(node.object), nameOf(node.property)];
      if (object === 'v' && /^(?:email|rfcEmail|.*EMAIL_REGEX)$/.test(property ?? ''))
        offences.push({ node, message: instead });
      const of = node.object.type === 'MemberExpression' ? nameOf(node.object.property) : object;
      if (/^e-?mail$/i.test(of ?? '') && /^to(?:Locale)?LowerCase$/.test(property ?? ''))
        offences.push({ node, message: instead });
    }
    for (const node of all(program, 'ImportSpecifier'))
      if (/EMAIL_REGEX|^rfcEmail$/.test(nameOf(node.imported) ?? ''))
        offences.push({ node, message: instead });
    for (const node of all(program, 'Literal'))
      if ('regex' in node && isAddressPattern(node.regex.pattern)) offences.push({ node, message: instead });
    for (const node of all(program, 'JSXAttribute')) {
      const value = node.value?.type === 'Literal' ? node.value.value : undefined;
      if (nameOf(node.name) === 'type' && value === 'email')
        offences.push({ node, message: 'browsers refuse or rewrite addresses here: inputMode="email"' });
    }
    return offences;
  },
  refused: [
    'const email = v.pipe(v.string(), v.email());',
    'v.rfcEmail();',
    'const is = v.EMAIL_REGEX.test(text);',
    "import { EMAIL_REGEX } from 'valibot';",
    String.raw`/^\S+@\S+$/.test(text);`,
    '/[^@]+@example/.test(text);',
    'const same = user.email.toLowerCase() === other;',
    'user.email?.toLowerCase();',
    'const key = email.toLowerCase();',
    'const a = <input type="email" />;',
  ],
  accepted: [
    'v.check(isEmail);',
    'const key = emailKey(user.email);',
    'const some = /.@/.test(cell);',
    String.raw`/^'(?=[=+\-@])/.test(cell);`,
    'name.toLowerCase();',
    "url.replace(/[^/]*@/, '…@');",
    'const a = <input inputMode="email" />;',
  ],
};
