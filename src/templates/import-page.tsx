import { Button } from '@mantine/core';
import { IconChevronLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, type LoaderFunctionArgs, useSearchParams } from 'react-router';
import { useTranslations } from 'use-intl';
import { queryClientContext } from '#src/api/query-client.ts';
import { meetingTypesOptions, themesOptions } from '#src/api/templates.ts';
import { currentUserQuery } from '#src/api/users.ts';
import { paths } from '#src/app/paths.ts';
import { PageHeader } from '#src/ui/page-header.tsx';
import { DryRunView } from './dry-run-view.tsx';
import classes from './import.module.css';
import { ImportResults } from './import-results.tsx';
import { ImportSource } from './import-source.tsx';
import { readAddress, writeAddress } from './model/address.ts';
import type { CsvProblem } from './model/question-csv.ts';
import type { FileType } from './model/template-file.ts';
import { useQuestionRefusals } from './permission.ts';
import { RefusedQuestions } from './refused-questions.tsx';
import { useTemplateRuns } from './use-template-runs.ts';

/** What somebody wants to import. */
export interface Wanted {
  /** Of the file or the pack. */
  readonly name: string;
  readonly types: readonly FileType[];
  readonly problems: readonly CsvProblem[];
}

/** Begins to load types and themes; the page shows itself meanwhile. */
export function loader({ context }: LoaderFunctionArgs) {
  const queryClient = context.get(queryClientContext);
  void queryClient.prefetchQuery(meetingTypesOptions());
  void queryClient.prefetchQuery(themesOptions());
  return null;
}

/** Templates from a file or a starter pack: first what that would do, then doing it, then how each part fared. */
export function Component() {
  const t = useTranslations('templates.import');
  const [params] = useSearchParams();
  const { data: self } = useQuery(currentUserQuery());
  const refusal = useQuestionRefusals(self, undefined).view;
  const address = readAddress(params);
  const { plans } = useTemplateRuns();
  const [wanted, setWanted] = useState<Wanted>();
  const plan = plans.find(({ kind }) => kind === 'import');
  return (
    <>
      <Button
        component={Link}
        to={paths.templates(writeAddress(address))}
        variant="subtle"
        size="compact-md"
        className={classes.back ?? ''}
        leftSection={<IconChevronLeft size={16} aria-hidden />}
      >
        {t('back')}
      </Button>
      <PageHeader title={t('title')} lead={t('lead')} />
      {refusal ? (
        <div className={classes.panel}>
          <RefusedQuestions refusal={refusal} />
        </div>
      ) : plan ? (
        <ImportResults plan={plan} />
      ) : wanted ? (
        <DryRunView wanted={wanted} onBack={() => setWanted(undefined)} />
      ) : (
        <ImportSource themeId={address.theme} onWanted={setWanted} />
      )}
    </>
  );
}
