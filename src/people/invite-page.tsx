import '@mantine/core/styles/Input.layer.css';
import { Button } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { LoaderFunctionArgs } from 'react-router';
import { useTranslations } from 'use-intl';
import { queryClientContext } from '#src/api/query-client.ts';
import { currentUserQuery, usersOptions } from '#src/api/users.ts';
import { PageHeader } from '#src/ui/page-header.tsx';
import { useRefusals } from '#src/ui/use-refusals.ts';
import { WhyNot } from '#src/ui/why-not.tsx';
import { BackLink } from './back-link.tsx';
import { invitationRunOf, type NewInvitation } from './invitation-run.ts';
import { InvitePreview } from './invite-preview.tsx';
import { InviteResults } from './invite-results.tsx';
import { type ListedPerson, readInvitationList } from './model/invitation-list.ts';
import classes from './people.module.css';

/** Begins to load who is there already. */
export function loader({ context }: LoaderFunctionArgs) {
  void context.get(queryClientContext).prefetchQuery(usersOptions());
  return null;
}

/** Invites one or many: a list, a look at it, and how each fared. */
export function Component() {
  const t = useTranslations('people.invite');
  const { data: self } = useQuery(currentUserQuery());
  return (
    <>
      <BackLink />
      <PageHeader title={t('title')} lead={t('lead')} />
      {self && <Invitations key={self.uuid} userUuid={self.uuid} />}
    </>
  );
}

function Invitations({ userUuid }: { readonly userUuid: string }) {
  const t = useTranslations('people.invite');
  const queryClient = useQueryClient();
  const { data: users } = useQuery(usersOptions());
  const run = invitationRunOf(userUuid);
  const rows = useSyncExternalStore(run.subscribe, run.getSnapshot);
  const [text, setText] = useState('');
  const [list, setList] = useState<readonly ListedPerson[]>();
  const existing = useMemo(
    () => users && new Set(users.map(({ email }) => (email ?? '').toLowerCase())),
    [users],
  );
  if (rows.length > 0) return <InviteResults run={run} rows={rows} />;
  const start = (people: readonly NewInvitation[]) => {
    run.replace(people);
    run.start(queryClient, (count) => t('task', { count }));
    setList(undefined);
    setText('');
  };
  if (list) {
    return (
      <InvitePreview list={list} existing={existing} onBack={() => setList(undefined)} onStart={start} />
    );
  }
  return <ListForm text={text} onText={setText} onChecked={setList} />;
}

interface ListFormProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onChecked: (list: readonly ListedPerson[]) => void;
}

function ListForm({ text, onText, onChecked }: ListFormProps) {
  const t = useTranslations('people.invite');
  const { data: self } = useQuery(currentUserQuery());
  const refusal = useRefusals().admin(self);
  const id = useId();
  const file = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<'nobody' | 'fileFailed'>();
  const check = (source: string) => {
    const list = readInvitationList(source);
    setProblem(list.length === 0 ? 'nobody' : undefined);
    if (list.length > 0) onChecked(list);
  };
  const take = async (chosen: File | undefined) => {
    if (!chosen) return;
    try {
      // Spreadsheets that are no text would become an endless list of nothing.
      const read = new TextDecoder('utf-8', { fatal: true }).decode(await chosen.arrayBuffer());
      onText(read);
      check(read);
    } catch {
      setProblem('fileFailed');
    }
  };
  return (
    <form
      className={classes.panel}
      onSubmit={(event) => {
        event.preventDefault();
        if (!refusal) check(text);
      }}
    >
      <label htmlFor={id}>{t('list')}</label>
      <textarea
        id={id}
        className={classes.textarea}
        value={text}
        readOnly={refusal !== undefined}
        spellCheck={false}
        placeholder={'jan.peeters@example.com\nAn De Smet <an@example.com>\nName;E-mail;Role'}
        onChange={(event) => onText(event.currentTarget.value)}
      />
      {problem && (
        <p role="alert" className={classes.problem}>
          {t(problem)}
        </p>
      )}
      <div className={classes.actions}>
        <WhyNot refusal={refusal}>
          {(blocked) => (
            <Button type="submit" {...blocked}>
              {t('check')}
            </Button>
          )}
        </WhyNot>
        {!refusal && (
          <Button
            variant="default"
            leftSection={<IconFileUpload size={17} aria-hidden />}
            onClick={() => file.current?.click()}
          >
            {t('file')}
          </Button>
        )}
        <input
          ref={file}
          type="file"
          hidden
          aria-label={t('file')}
          accept=".csv,.txt,.tsv,text/*"
          onChange={(event) => {
            void take(event.currentTarget.files?.[0]);
            event.currentTarget.value = '';
          }}
        />
      </div>
    </form>
  );
}
