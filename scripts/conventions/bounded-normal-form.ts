import { all, type Convention } from './convention.ts';

/** `normalize` takes time quadratic in the marks on a letter: contract/normal-form.ts. */
export const boundedNormalForm: Convention = {
  name: 'Unicode normal forms are made of bounded text',
  applies: (path) =>
    path !== 'contract/normal-form.ts' &&
    !path.startsWith('server/sandboxes/claritalk/seed/') &&
    !path.includes('.spec.'),
  check: (program, source) =>
    all(program, 'CallExpression').flatMap((node) => {
      const { callee } = node;
      if (callee.type !== 'MemberExpression' || callee.computed) return [];
      const name = source.slice(callee.property.start, callee.property.end);
      const [form] = node.arguments;
      const isForm = form === undefined || (form.type === 'Literal' && /^NFK?[CD]$/.test(String(form.value)));
      return name === 'normalize' && isForm
        ? [{ node: callee.property, message: 'use normalForm of contract/normal-form.ts' }]
        : [];
    }),
  refused: ["name.normalize('NFC')", 'name?.trim().normalize()'],
  accepted: ["normalForm(name, 'NFC')", 'vector.normalize(3)'],
};
