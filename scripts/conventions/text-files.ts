import { all, type Convention, isPage, type Offence } from './convention.ts';

/** Where files are accepted: text by the first, sound and sealed documents by the others. */
const takers: readonly string[] = [
  'src/ui/text-file/text-file-button.tsx',
  'src/features/recorder/ui/file/file-section.tsx',
  'src/features/meetings/verify/file-field.tsx',
  // Bytes, sent as they are.
  'src/features/integrations/console/file-body.tsx',
];

/** Lists and templates come in the encodings of their programs: one place decides, and asks when in doubt. */
export const textFiles: Convention = {
  name: 'text files are taken by src/ui/text-file',
  applies: isPage,
  check: (program, source, path) => {
    const offences: Offence[] = [];
    for (const node of all(program, 'JSXAttribute')) {
      const text = source.slice(node.start, node.end);
      if (/^type=\{?["']file["']\}?$/.test(text) && !takers.includes(path))
        offences.push({ node, message: `use TextFileButton and useTextFile of src/ui/text-file` });
    }
    for (const node of all(program, 'NewExpression')) {
      const [, options] = node.arguments;
      const made = source.slice(node.callee.start, node.callee.end);
      const isFatal = options !== undefined && /fatal: true/.test(source.slice(options.start, options.end));
      const isText = made === 'FileReader' || (made === 'TextDecoder' && isFatal);
      if (isText && path !== 'src/lib/text-file/encodings.ts')
        offences.push({
          node,
          message: 'a file that is not UTF-8 is no reason to refuse it: src/lib/text-file',
        });
    }
    return offences;
  },
  refused: [
    'const a = <input ref={file} type="file" hidden />;',
    "const a = <input type={'file'} />;",
    'const reader = new FileReader();',
    "new TextDecoder('utf-8', { fatal: true }).decode(bytes);",
  ],
  accepted: [
    'const a = <TextFileButton label={label} accept=".csv" onFile={take} />;',
    'new TextDecoder().decode(bytes);',
  ],
};
