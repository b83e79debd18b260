import { Button, Progress } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'use-intl';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { ApiError } from '#src/api/client/errors.ts';
import { cancelIt, type Publication, publishIt } from '#src/api/gateway/published/publications.ts';
import { Notice } from '#src/ui/notice.tsx';
import { useFileSize } from '#src/ui/use-file-size.ts';
import { useKeptRefusalWords } from '../problems/kept-refusals.ts';
import { useRefusalText } from '../problems/use-refusal-text.ts';
import { shownAnyway, useWrite } from '../problems/use-write.ts';
import { WriteNotice } from '../problems/write-notice.tsx';
import { JobControls } from './job-controls.tsx';
import type { JobView, PublishingJobs } from './publishing-jobs.ts';

interface PublicationItemProps {
  readonly publication: Publication;
  /** Where this browser hands its file over. */
  readonly job: JobView | undefined;
  readonly jobs: PublishingJobs | undefined;
}

const again = publishIt(false);
const another = publishIt(true);
const cancellable = ['receiving', 'sending', 'stopped'];
const dismissible = ['failed', 'expired'];

/** How far a publication is, and what can be done about it. */
export function PublicationItem({ publication, job, jobs }: PublicationItemProps) {
  const t = useTranslations('publications');
  const refusalText = useRefusalText();
  const { data: user } = useQuery(currentUserQuery());
  const cancelling = useWrite(cancelIt, ({ id }) => jobs?.forget(id), shownAnyway);
  const trying = useWrite(again, undefined, shownAnyway);
  const renewing = useWrite(another, undefined, shownAnyway);
  const { id, state, title, needsNew, person, leftover } = publication;
  const url = publication.url ?? leftover?.url;
  const isTheirs = user !== undefined && (user.role === 'admin' || user.uuid === person.uuid);
  const busy = cancelling.busy || trying.busy || renewing.busy;
  const failed = state === 'stopped' || state === 'failed' || state === 'expired';
  return (
    <>
      <div className="ui-ends">
        <strong dir="auto">{title}</strong>
        <span className={failed ? 'ui-problem' : 'ui-note'} role="status">
          {t(`states.${state}`)}
        </span>
      </div>
      <Standing publication={publication} job={job} />
      {isTheirs && (
        <div className="ui-row ui-tight">
          {job && jobs && state === 'receiving' && <JobControls job={job} jobs={jobs} />}
          {state === 'stopped' && (
            <Button
              size="compact-sm"
              variant="default"
              loading={trying.busy}
              disabled={busy && !trying.busy}
              onClick={() => void trying.run({ id })}
            >
              {t(needsNew ? 'lookAgain' : 'tryAgain')}
            </Button>
          )}
          {needsNew && (
            <Button
              size="compact-sm"
              variant="default"
              loading={renewing.busy}
              onClick={() => void renewing.run({ id })}
            >
              {t('newRecording')}
            </Button>
          )}
          {(cancellable.includes(state) || dismissible.includes(state) || leftover) && (
            <Button
              size="compact-sm"
              variant="default"
              loading={cancelling.busy}
              onClick={() => void cancelling.run({ id })}
            >
              {t(wordFor(publication))}
            </Button>
          )}
          {url !== undefined && (
            <a href={url} target="_blank" rel="noreferrer">
              {t('open')}
            </a>
          )}
        </div>
      )}
      {[cancelling, trying, renewing].map((one, at) => (
        <WriteNotice
          // biome-ignore lint/suspicious/noArrayIndexKey: always the same three
          key={at}
          state={one.state}
          texts={{ unknown: t('unknown'), found: t('found'), notDone: t('notDone') }}
          errorText={refusalText}
          onCheck={() => one.look()}
        />
      ))}
    </>
  );
}

/** What ending it is called. */
function wordFor({ state, leftover }: Publication): 'cancel' | 'dismiss' | 'deleteThere' | 'lookAgain' {
  if (state === 'cancelled') return leftover?.kind === 'empty' ? 'deleteThere' : 'lookAgain';
  return dismissible.includes(state) ? 'dismiss' : 'cancel';
}

/** How much has arrived, or why it does not. */
function Standing({ publication, job }: Pick<PublicationItemProps, 'publication' | 'job'>) {
  const t = useTranslations('publications');
  const format = useFormatter();
  const words = useKeptRefusalWords();
  const { state, bytes, received, sent, problem, followed, at, person, leftover } = publication;
  const when = at && format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short' });
  const who = t('by', { name: person.name, at: when ?? '' });
  return (
    <>
      <p className="ui-note" dir="auto">
        {state === 'handed-over' ? `${who} · ${t(followed ? 'worksOnIt' : 'handedOver')}` : who}
      </p>
      {state === 'receiving' && <Bar title={t('toDashboard')} done={job?.sent ?? received} of={bytes} />}
      {state === 'receiving' && <Waiting job={job} />}
      {state === 'sending' && <Bar title={t('toClaap')} done={sent} of={bytes} />}
      {state === 'stopped' && (
        <Notice kind="danger">
          <p dir="auto">{words(problem) ?? t('stopped')}</p>
        </Notice>
      )}
      {state === 'failed' && <p className="ui-note">{t('failedHint')}</p>}
      {state === 'expired' && <p className="ui-note">{t('expiredHint')}</p>}
      {state === 'expired' && !leftover && <p className="ui-note">{t('nothingLeft')}</p>}
      {leftover && (
        <Notice kind="warning">
          <p>{t(`left.${leftover.kind}`)}</p>
        </Notice>
      )}
    </>
  );
}

function Bar({ title, done, of }: { readonly title: string; readonly done: number; readonly of: number }) {
  const t = useTranslations('publications');
  const fileSize = useFileSize();
  return (
    <>
      <Progress value={of === 0 ? 0 : Math.floor((100 * done) / of)} size="lg" aria-label={title} />
      <p className="ui-note" dir="auto">
        <span dir="auto">{title}</span>
        <span>{` · ${t('amount', { done: fileSize(done), of: fileSize(of) })}`}</span>
      </p>
    </>
  );
}

/** Why nothing moves. */
function Waiting({ job }: { readonly job: JobView | undefined }) {
  const t = useTranslations('publications.waiting');
  const refusalText = useRefusalText();
  const phase = job?.phase ?? 'absent';
  if (phase === 'sending') return null;
  if (phase === 'problem') {
    const isRefused = job?.error instanceof ApiError;
    return (
      <Notice kind="danger">
        <p dir="auto">{isRefused ? refusalText(job.error) : t('gone')}</p>
      </Notice>
    );
  }
  return (
    <p className="ui-note" dir="auto">
      {t(phase)}
    </p>
  );
}
