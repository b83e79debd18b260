import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { themesOptions } from '#src/api/claritalk/templates.ts';
import { Panel } from '#src/ui/panel.tsx';
import { TextFileButton } from '#src/ui/text-file/text-file-button.tsx';
import { StarterPacks } from './starter-packs.tsx';
import type { TemplateFileState } from './use-template-file.ts';
import type { Wanted } from './wanted.ts';

interface ImportSourceProps {
  readonly source: TemplateFileState;
  readonly onWanted: (wanted: Wanted) => void;
}

/** A file, or one of the packs that come with the dashboard. */
export function ImportSource({ source, onWanted }: ImportSourceProps) {
  const t = useTranslations('templates.import');
  const { place, problem, file } = source;
  const { data: themes } = useQuery(themesOptions());
  const packs = <StarterPacks onWanted={onWanted} />;
  // Who has no templates yet seldom has a file of them.
  const isNew = themes?.length === 0 && !place;
  return (
    <div className="ui-parts">
      {isNew && packs}
      <Panel title={t('file.title')} lead={t('file.lead')}>
        {place && <p>{t('file.place', { theme: place.theme, type: place.type })}</p>}
        <div>
          <TextFileButton
            label={t('file.button')}
            accept=".json,.csv,.txt,.tsv,application/json,text/*"
            onFile={file.take}
          />
        </div>
        {problem !== undefined && (
          <p role="alert" className="ui-problem" dir="auto">
            {problem}
          </p>
        )}
      </Panel>
      {!isNew && packs}
    </div>
  );
}
