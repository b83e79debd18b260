import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useSyncExternalStore } from 'react';
import type { LoaderFunctionArgs } from 'react-router';
import { useTranslations } from 'use-intl';
import { emailKey } from '#contract/email.ts';
import { currentUserQuery, usersOptions } from '#src/api/claritalk/users.ts';
import { queryClientContext } from '#src/api/client/query-client.ts';
import { paths } from '#src/paths.ts';
import { BackLink } from '#src/ui/list/back-link.tsx';
import { PageHeader } from '#src/ui/page-header.tsx';
import { ReadingChoice } from '#src/ui/text-file/reading-choice.tsx';
import { ReadingNote } from '#src/ui/text-file/reading-note.tsx';
import { useTextFile } from '#src/ui/text-file/use-text-file.ts';
import { invitationJobsOf, invitationWork, type NewInvitation, newInvitations } from './invitation-jobs.ts';
import { InviteColumns } from './invite-columns.tsx';
import { InviteListForm } from './invite-list-form.tsx';
import { InvitePreview } from './invite-preview.tsx';
import { InviteResults } from './invite-results.tsx';
import { type ReadList, readList } from './list/read-list.ts';
import { type ColumnChoice, guessOf, type ListTable, peopleOfTable } from './list/table.ts';
import { type InvitationDraft, useInvitationDraft } from './use-invitation-draft.ts';

/** Prefetches the existing people. */
export function loader({ context }: LoaderFunctionArgs) {
  void context.get(queryClientContext).prefetchQuery(usersOptions());
  return null;
}

/** Invites one or many: a list, its columns, a preview, and the results. */
export function Component() {
  const t = useTranslations('people.invite');
  const people = useTranslations('people')('back');
  const { data: self } = useQuery(currentUserQuery());
  return (
    <>
      <BackLink to={paths.people()} label={people} />
      <PageHeader title={t('title')} lead={t('lead')} />
      {self && <Invitations key={self.uuid} userUuid={self.uuid} />}
    </>
  );
}

/** Bytes. Larger files are not lists of people. */
const maxBytes = 5 * 1024 * 1024;

function Invitations({ userUuid }: { readonly userUuid: string }) {
  const t = useTranslations('people.invite');
  const queryClient = useQueryClient();
  const { data: users } = useQuery(usersOptions());
  const jobs = invitationJobsOf(userUuid);
  const [job] = useSyncExternalStore(jobs.subscribe, jobs.getSnapshot);
  const { draft, change, reset } = useInvitationDraft(userUuid);
  const check = (text: string) => change({ text, step: stepAfter(readList(text), draft) });
  const file = useTextFile({ maxBytes, onText: check });
  const list = useMemo(() => readList(draft.text), [draft.text]);
  const existing = useMemo(() => users && new Set(users.map(({ email }) => emailKey(email ?? ''))), [users]);
  if (job) return <InviteResults key={job.id} jobs={jobs} job={job} />;
  const start = (people: readonly NewInvitation[]) => {
    jobs.start(
      newInvitations(people),
      invitationWork(queryClient, (count) => t('task', { count })),
    );
    file.forget();
    reset();
  };
  const table = list.kind === 'table' ? list.table : undefined;
  const choice = table && choiceOf(table, draft);
  const people = list.kind === 'addresses' ? list.people : choice && peopleOfTable(list.table, choice);
  if (file.choosing) {
    return <ReadingChoice file={file.choosing} onChoose={file.choose} onCancel={file.cancel} />;
  }
  const note = file.file && <ReadingNote file={file.file} onChange={file.change} />;
  if (draft.step === 'columns' && table && choice) {
    return (
      <div className="ui-stack">
        {note}
        <InviteColumns
          key={firstLinesOf(table)}
          table={table}
          choice={choice}
          onBack={() => change({ step: 'list' })}
          onChoose={(chosen) =>
            change({ step: 'check', columns: { of: firstLinesOf(table), choice: chosen } })
          }
        />
      </div>
    );
  }
  if (draft.step === 'check' && people) {
    return (
      <div className="ui-stack">
        {note}
        <InvitePreview
          people={people}
          existing={existing}
          draft={draft}
          onChange={change}
          onColumns={table && (() => change({ step: 'columns' }))}
          onBack={() => change({ step: 'list' })}
          onStart={start}
        />
      </div>
    );
  }
  return <InviteListForm draft={draft} file={file} onText={(text) => change({ text })} onCheck={check} />;
}

/** A person has to say what the columns are unless the headings do, or the person already has. */
function stepAfter(list: ReadList, draft: InvitationDraft): InvitationDraft['step'] {
  if (list.kind === 'addresses') return list.people.length > 0 ? 'check' : 'list';
  const isKnown = draft.columns?.of === firstLinesOf(list.table);
  return isKnown || guessOf(list.table, list.table.hasHeadings).isSure ? 'check' : 'columns';
}

/** The choice for the columns of this table, or else what they seem to be. */
function choiceOf(table: ListTable, { columns }: InvitationDraft): ColumnChoice {
  if (columns?.of === firstLinesOf(table)) return columns.choice;
  const { hasHeadings } = table;
  return { hasHeadings, uses: guessOf(table, hasHeadings).uses };
}

/** Identifies a table by its first line, which has the headings, and its number of columns. */
const firstLinesOf = ({ records, width }: ListTable) => `${width} ${records[0]?.raw ?? ''}`;
