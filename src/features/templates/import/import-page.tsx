import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useTranslations } from 'use-intl';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { paths } from '#src/paths.ts';
import { BackLink } from '#src/ui/list/back-link.tsx';
import { PageHeader } from '#src/ui/page-header.tsx';
import { Panel } from '#src/ui/panel.tsx';
import { ReadingChoice } from '#src/ui/text-file/reading-choice.tsx';
import { ReadingNote } from '#src/ui/text-file/reading-note.tsx';
import { useTemplateJobs } from '../jobs/use-template-jobs.ts';
import { readAddress, writeAddress } from '../shared/address.ts';
import { loadTemplates } from '../shared/load-templates.ts';
import { useQuestionRefusals } from '../shared/permission.ts';
import { RefusedQuestions } from '../shared/refused-questions.tsx';
import { DryRunView } from './dry-run-view.tsx';
import { ImportResults } from './import-results.tsx';
import { ImportSource } from './import-source.tsx';
import { useTemplateFile } from './use-template-file.ts';
import type { Wanted } from './wanted.ts';

export const loader = loadTemplates;

/** Templates from a file or a starter pack: first a dry run, then the import, then the results. */
export function Component() {
  const t = useTranslations('templates.import');
  const [params] = useSearchParams();
  const { data: self } = useQuery(currentUserQuery());
  const refusal = useQuestionRefusals(self, undefined).view;
  const address = readAddress(params);
  const { plans } = useTemplateJobs();
  const [wanted, setWanted] = useState<Wanted>();
  const plan = plans.find(({ kind }) => kind === 'import');
  const source = useTemplateFile(address.theme, setWanted);
  const { file, choosing, choose, change, cancel, forget } = source.file;
  return (
    <>
      <BackLink to={paths.templates(writeAddress(address))} label={t('back')} />
      <PageHeader title={t('title')} lead={t('lead')} />
      {refusal ? (
        <Panel>
          <RefusedQuestions refusal={refusal} />
        </Panel>
      ) : plan ? (
        <ImportResults plan={plan} />
      ) : choosing ? (
        <ReadingChoice file={choosing} onChoose={choose} onCancel={cancel} />
      ) : wanted ? (
        <div className="ui-parts">
          {file && <ReadingNote file={file} onChange={change} />}
          <DryRunView
            wanted={wanted}
            onBack={() => {
              setWanted(undefined);
              forget();
            }}
          />
        </div>
      ) : (
        <ImportSource source={source} onWanted={setWanted} />
      )}
    </>
  );
}
