import '@mantine/core/styles/Input.layer.css';
import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { Panel } from '#src/ui/panel.tsx';
import classes from './import.module.css';
import { loadPack, type PackLanguage, type PackName, packLanguages, packNames } from './packs.ts';
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
  const locale = useLocale();
  const [language, setLanguage] = useState<PackLanguage>(
    () => packLanguages.find((known) => locale.startsWith(known)) ?? 'en',
  );
  const [failed, setFailed] = useState(false);
  const use = (pack: PackName) => {
    setFailed(false);
    loadPack(pack, language).then(
      ({ types }) => onWanted({ name: types[0]?.name ?? pack, types, problems: [] }),
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
      <ul className={`ui-list ${classes.packs}`}>
        {packNames.map((pack) => (
          <li key={pack} className={`ui-box ${classes.pack}`}>
            <div>
              <h3 className="ui-small">{t(`${pack}.name`)}</h3>
              <p className="ui-dimmed">{t(`${pack}.about`)}</p>
            </div>
            <Button
              size="xs"
              variant="default"
              aria-label={t('use', { name: t(`${pack}.name`) })}
              onClick={() => use(pack)}
            >
              {t('show')}
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
