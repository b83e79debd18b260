import { useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { matchesWords } from './matches-words.ts';
import { TextField } from './text-field.tsx';

/** Someone who can be chosen. */
export interface Choosable {
  readonly id: string;
  readonly name: string;
  /** An address or a number, which tells people of one name apart. */
  readonly detail: string | undefined;
}

interface ChoosePersonProps {
  readonly people: readonly Choosable[];
  readonly chosen: string | undefined;
  /** Nobody was chosen, and someone has to be. */
  readonly invalid: boolean;
  readonly onChoose: (id: string | undefined) => void;
}

/** More are found by further words. */
const mostShown = 8;

/** Chooses one of many people by a part of the name. Who is no longer in sight is no longer chosen. */
export function ChoosePerson({ people, chosen, invalid, onChoose }: ChoosePersonProps) {
  const t = useTranslations('connections.link');
  const group = useId();
  const [search, setSearch] = useState('');
  const foundBy = (words: string) => people.filter(({ name, detail }) => matchesWords(words, name, detail));
  const found = foundBy(search);
  const shown = found.slice(0, mostShown);
  return (
    <>
      <TextField
        label={t('search')}
        value={search}
        longest={200}
        focus
        error={invalid && t('missing')}
        onChange={(words) => {
          setSearch(words);
          const isShown = foundBy(words)
            .slice(0, mostShown)
            .some(({ id }) => id === chosen);
          onChoose(isShown ? chosen : undefined);
        }}
      />
      <div role="radiogroup" aria-label={t('who')}>
        {shown.map(({ id, name, detail }) => (
          <label key={id} className="ui-choice">
            <input type="radio" name={group} checked={chosen === id} onChange={() => onChoose(id)} />
            <span className="ui-grow">
              <span dir="auto">{name}</span>
              {detail !== undefined && (
                <span className="ui-note" dir="auto">
                  {` ${detail}`}
                </span>
              )}
            </span>
          </label>
        ))}
      </div>
      <p className="ui-note" role="status">
        {found.length > mostShown
          ? t('more', { count: found.length - mostShown })
          : found.length === 0 && t('none')}
      </p>
    </>
  );
}
