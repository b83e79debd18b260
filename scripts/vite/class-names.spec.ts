import { expect, it } from 'vitest';
import { className, inlinedClassNames, keptStyles } from './class-names.ts';

const path = (file: string) => `${process.cwd()}/src/ui/${file}`;

it('a class has its own name and the mark of its file, wherever the project lies', () => {
  expect(className('table', path('a.module.css'))).toMatch(/^table-[\da-zA-Z]{4}$/);
  expect(className('table', path('a.module.css?used'))).toBe(className('table', path('a.module.css')));
  expect(className('table', path('b.module.css'))).not.toBe(className('table', path('a.module.css')));
});

it('classes are read by themselves, other styles as they are', () => {
  const { transform } = inlinedClassNames();
  if (typeof transform !== 'object') throw new Error('the plugin has no filter');
  const source = "import classes from './a.module.css';\nimport '@mantine/core/styles/Input.layer.css';\n";
  expect(Reflect.apply(transform.handler, undefined, [source])).toMatchObject({
    code: "import * as classes from './a.module.css';\nimport '@mantine/core/styles/Input.layer.css';\n",
  });
});

it('styles stay when their names are written where they are read', () => {
  const { transform } = keptStyles();
  if (typeof transform !== 'object') throw new Error('the plugin has no filter');
  expect(Reflect.apply(transform.handler, undefined, ["export const row = 'row-abcd';"])).toMatchObject({
    moduleSideEffects: 'no-treeshake',
  });
});
