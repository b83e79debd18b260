import type { Plugin } from 'vite';

/** Rows of the contract without the conditions of their errors, which are for people and for the tests. */
export const withoutConditions = (code: string): string => code.replace(/\bwhen:\s*'(?:[^'\\]|\\.)*',?/g, '');

/** A page asks which statuses a row documents, and never when they come. */
export function terseContract(): Plugin {
  return {
    name: 'terse-contract',
    apply: 'build',
    enforce: 'pre',
    transform: {
      filter: {
        id: /\/contract\/(claritalk|gateway|chat2desk|claap|courier)\/([a-z0-9-]+\/)?[a-z0-9-]+\.ts$/,
      },
      handler: (code) => ({ code: withoutConditions(code), map: null }),
    },
  };
}
