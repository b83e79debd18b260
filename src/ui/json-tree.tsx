import { type ReactElement, useState } from 'react';
import { useTranslations } from 'use-intl';
import { wholeCharacters } from '#contract/whole-characters.ts';
import classes from './json-tree.module.css';

/** How many entries of an object or a list are drawn at once. */
const portion = 100;
/** Longer texts are cut until someone wants to read them. */
const longest = 400;
/** Objects and lists with at most this many entries are open from the start. */
const openEntries = 25;

/** A JSON value to explore. Only what is open is drawn, however large it is. */
export function JsonTree({ value }: { readonly value: unknown }) {
  return (
    <div className={`ui-sunken ui-tiny ${classes.tree}`} dir="ltr">
      <Value value={value} depth={0} />
    </div>
  );
}

interface ValueProps {
  readonly name?: string;
  readonly value: unknown;
  readonly depth: number;
}

function Value({ name, value, depth }: ValueProps): ReactElement {
  if (typeof value === 'object' && value !== null) return <Branch name={name} value={value} depth={depth} />;
  return (
    <div>
      {name !== undefined && <Name of={name} />}
      <Scalar value={value} />
    </div>
  );
}

const Name = ({ of }: { readonly of: string }) => (
  <span className={`ui-strong ${classes.name}`} dir="auto">
    {of}
  </span>
);

interface BranchProps {
  readonly name: string | undefined;
  readonly value: object;
  readonly depth: number;
}

function Branch({ name, value, depth }: BranchProps) {
  const t = useTranslations('jsonTree');
  const isList = Array.isArray(value);
  const keys = Object.keys(value);
  const [open, setOpen] = useState(depth < 3 && keys.length <= (depth === 0 ? portion : openEntries));
  const [shown, setShown] = useState(portion);
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="ui-strong">
        {name !== undefined && <Name of={name} />}
        <span className="ui-dimmed">{t(isList ? 'items' : 'fields', { count: keys.length })}</span>
      </summary>
      {open && (
        <div className={classes.inside}>
          {keys.slice(0, shown).map((key) => (
            <Value key={key} name={key} value={Reflect.get(value, key)} depth={depth + 1} />
          ))}
          {keys.length > shown && (
            <button type="button" className="ui-accent ui-strong" onClick={() => setShown(shown + portion)}>
              {t('more', { count: keys.length - shown })}
            </button>
          )}
        </div>
      )}
    </details>
  );
}

function Scalar({ value }: { readonly value: unknown }) {
  const t = useTranslations('jsonTree');
  const [whole, setWhole] = useState(false);
  if (typeof value !== 'string')
    return (
      <span className="ui-accent" dir="auto">
        {JSON.stringify(value)}
      </span>
    );
  const isCut = !whole && value.length > longest;
  return (
    <>
      <span className={classes.text} dir="auto">
        {isCut ? wholeCharacters(value, longest) : value}
      </span>
      {isCut && (
        <button type="button" className="ui-accent ui-strong" onClick={() => setWhole(true)}>
          {t('whole', { count: value.length })}
        </button>
      )}
    </>
  );
}
