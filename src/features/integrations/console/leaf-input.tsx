import { useTranslations } from 'use-intl';
import type { FormNode } from './model/form-node.ts';

/** Longer texts have room for lines. */
const longText = 1_000;

interface InputProps {
  readonly id: string;
  readonly node: FormNode;
  readonly required: boolean;
  readonly value: string;
  readonly onChange: (event: { readonly currentTarget: { readonly value: string } }) => void;
}

/** The element that one value is typed into or chosen with. */
export function LeafInput({ node, required, ...common }: InputProps) {
  const t = useTranslations('console.form');
  const example =
    node.example === undefined || node.kind === 'choice' ? {} : { placeholder: exampleText(node.example) };
  if (node.kind === 'choice')
    return (
      <select {...common}>
        <option value="">{t(required ? 'choose' : 'notSent')}</option>
        {node.options.map((option) => (
          <option key={JSON.stringify(option)} value={JSON.stringify(option)} dir="auto">
            {String(option)}
          </option>
        ))}
      </select>
    );
  const isLong =
    node.kind === 'json' ||
    (node.kind === 'text' && (node.maxLength ?? 0) >= longText && node.format !== 'uri');
  if (isLong)
    return <textarea rows={3} dir="auto" spellCheck={node.kind === 'text'} {...example} {...common} />;
  return (
    <input
      type="text"
      dir="auto"
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      inputMode={node.kind === 'number' ? 'decimal' : 'text'}
      {...example}
      {...common}
    />
  );
}

const exampleText = (example: unknown) => (typeof example === 'string' ? example : JSON.stringify(example));
