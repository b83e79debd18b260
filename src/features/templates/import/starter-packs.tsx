import '@mantine/core/styles/Input.layer.css';
import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { Panel } from '#src/ui/panel.tsx';
import classes from './import.module.css';
import {
  isTrade,
  loadTypes,
  type PackLanguage,
  type PackName,
  packLanguages,
  packNames,
  type Trade,
  trades,
} from './packs.ts';
import type { Wanted } from './wanted.ts';

/** Each language by its own name. */
const languageNames: Readonly<Record<PackLanguage, string>> = {
  en: 'English',
  nl: 'Nederlands',
  fr: 'Français',
  de: 'Deutsch',
};

/** The packs that come with the dashboard, in the language the assistant is to use. */
export function StarterPacks({ onWanted }: { readonly onWanted: (wanted: Wanted) => void }) {
  const t = useTranslations('templates.packs');
  const format = useFormatter();
  const locale = useLocale();
  const [language, setLanguage] = useState<PackLanguage>(
    () => packLanguages.find((known) => locale.startsWith(known)) ?? 'en',
  );
  const [failed, setFailed] = useState(false);
  const use = (pack: PackName | Trade) => {
    setFailed(false);
    loadTypes(pack, language).then(
      (types) =>
        onWanted({
          name: isTrade(pack) ? t(`trades.${pack}`) : (types[0]?.name ?? pack),
          types,
          problems: [],
        }),
      () => setFailed(true),
    );
  };
  return (
    <Panel title={t('title')} lead={t('lead')}>
      <NativeSelect
        className={classes.language ?? ''}
        label={t('language')}
        value={language}
        onChange={({ currentTarget: { value } }) =>
          setLanguage(packLanguages.find((known) => known === value) ?? 'en')
        }
        data={packLanguages.map((value) => ({ value, label: languageNames[value] }))}
      />
      {failed && (
        <p role="alert" className="ui-problem">
          {t('failed')}
        </p>
      )}
      <h3>{t('byTrade')}</h3>
      <ul className={`ui-list ${classes.packs}`}>
        {Object.keys(trades)
          .filter(isTrade)
          .map((trade) => (
            <Pack
              key={trade}
              name={t(`trades.${trade}`)}
              about={format.list(trades[trade].map((pack) => t(`${pack}.name`)))}
              onUse={() => use(trade)}
            />
          ))}
      </ul>
      <h3>{t('single')}</h3>
      <ul className={`ui-list ${classes.packs}`}>
        {packNames.map((pack) => (
          <Pack key={pack} name={t(`${pack}.name`)} about={t(`${pack}.about`)} onUse={() => use(pack)} />
        ))}
      </ul>
    </Panel>
  );
}

interface PackProps {
  readonly name: string;
  readonly about: string;
  readonly onUse: () => void;
}

function Pack({ name, about, onUse }: PackProps) {
  const t = useTranslations('templates.packs');
  return (
    <li className={`ui-box ${classes.pack}`}>
      <div>
        <h4 className="ui-small" dir="auto">
          {name}
        </h4>
        <p className="ui-dimmed" dir="auto">
          {about}
        </p>
      </div>
      <Button size="xs" variant="default" aria-label={t('use', { name })} onClick={onUse}>
        {t('show')}
      </Button>
    </li>
  );
}
