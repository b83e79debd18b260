import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { reviewPaths } from '#src/api/claritalk/meetings/write-review.ts';
import { findTodos } from '#src/services/preflight/checks.ts';
import { type Finding, keyOf, leftKey, notLeft, printOf } from '#src/services/preflight/finding.ts';
import { FindingLine } from '#src/services/preflight/finding-line.tsx';
import { FixButton } from '#src/services/preflight/fix-button.tsx';
import { UnreadNotes } from '#src/services/preflight/unread-notes.tsx';
import { useFindingTexts } from '#src/services/preflight/use-finding-texts.ts';
import { usePreflight } from '#src/services/preflight/use-preflight.ts';
import { useErrorText } from '#src/services/problems/error-text.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { WriteNotice } from '#src/services/problems/write-notice.tsx';
import { focusAfterRendering } from '#src/ui/keyboard/focus-after-rendering.ts';
import type { ReviewedTodo } from '../review/review-view.ts';
import type { ReviewOfMeeting } from '../review/use-review.ts';
import { partAttribute } from '../shared/parts.ts';
import { FindingFixes } from './finding-fixes.tsx';
import { FindingForm } from './finding-form.tsx';
import { AttendeeChanged, type Mend, mendMeeting } from './mend.ts';

interface PreflightPanelProps {
  readonly session: ReviewOfMeeting;
  readonly todos: readonly ReviewedTodo[];
}

/**
 * What may not be as it should be before a meeting is approved, each with its fix beside it. Nothing of it prevents
 * approving. It is found out while people already press what is below, so it opens only when they want it to.
 */
export function PreflightPanel({ session, todos }: PreflightPanelProps) {
  const t = useTranslations('preflight');
  const format = useFormatter();
  const errorText = useErrorText();
  const heading = useRef<HTMLHeadingElement>(null);
  const { meeting, review, set } = session;
  const { left } = review;
  const checked = usePreflight({ ...subjectOf(meeting), left });
  // What is being filled in stays until it is closed, although it is no longer found after the first letter.
  const [open, setOpen] = useState<Finding>();
  const texts = useFindingTexts(checked.systems);
  const found = [...checked.findings, ...notLeft(findTodos(todos), left)];
  const openKey = open && keyOf(open);
  const findings = open && found.every((one) => keyOf(one) !== openKey) ? [...found, open] : found;
  const toHeading = () => focusAfterRendering(() => heading.current?.focus());
  const [shown, setShown] = useState(false);
  const mending = useWrite<Mend, Meeting>(
    (queryClient, mend, watch) => mendMeeting(queryClient, meeting.id, mend, watch),
    () => {
      setOpen(undefined);
      toHeading();
    },
  );
  const leave = (finding: Finding) => {
    set(reviewPaths.left(leftKey(keyOf(finding))), printOf(finding));
    toHeading();
  };
  const areas = [...checked.areas, 'todos' as const].map((area) => t(`areas.${area}`));
  const isPartial = checked.unread.length > 0;
  const hasMore = !checked.pending && (findings.length > 0 || isPartial || checked.asked);
  return (
    <section
      className="ui-stack ui-before"
      aria-labelledby="preflight"
      {...partAttribute('preflight')}
      data-screen
    >
      <div>
        <div className="ui-ends">
          <h3 id="preflight" ref={heading} tabIndex={-1} className="ui-theme" dir="auto">
            {t('title')}
          </h3>
          {(shown || hasMore) && (
            <Button
              size="compact-sm"
              variant="subtle"
              className="ui-flush"
              aria-expanded={shown}
              aria-label={t('of', { action: t(shown ? 'hide' : 'show'), what: t('title') })}
              onClick={() => setShown(!shown)}
            >
              {t(shown ? 'hide' : 'show')}
            </Button>
          )}
        </div>
        <p role="status" className="ui-hint" dir="auto">
          <span>
            {checked.pending
              ? t('checking')
              : findings.length > 0
                ? t('found', { count: findings.length })
                : t('nothing', { areas: format.list(areas) })}
          </span>
          {!checked.pending && isPartial && <span>{` ${t('partly')}`}</span>}
        </p>
      </div>
      {shown && (
        <div className="ui-stack">
          {findings.length > 0 && (
            <ul className="ui-list ui-stack">
              {findings.map((finding) => {
                const isOpen = keyOf(finding) === openKey;
                const what = aboutOf(finding) ?? texts(finding).name;
                const close = () => {
                  setOpen(undefined);
                  toHeading();
                };
                return (
                  <FindingLine
                    key={keyOf(finding)}
                    finding={finding}
                    systems={checked.systems}
                    fixes={
                      <>
                        <FindingFixes
                          finding={finding}
                          what={what}
                          isOpen={isOpen}
                          onToggle={() => (isOpen ? close() : setOpen(finding))}
                          onMend={(mend) => void mending.run(mend)}
                          by={session.userUuid}
                        />
                        {!isOpen && (
                          <FixButton label={t('leave')} what={what} quiet onPress={() => leave(finding)} />
                        )}
                      </>
                    }
                  >
                    {isOpen && (
                      <FindingForm
                        finding={finding}
                        todos={todos}
                        people={meeting.attendees.map(({ name }) => name)}
                        set={set}
                        busy={mending.busy}
                        onMend={(mend) => void mending.run(mend)}
                      />
                    )}
                  </FindingLine>
                );
              })}
            </ul>
          )}
          <UnreadNotes checked={checked} />
          {checked.asked && (
            <p className="ui-note" dir="auto">
              {t('asked', { systems: format.list(checked.systems) })}
            </p>
          )}
          <WriteNotice
            state={mending.state}
            texts={{ unknown: t('save.unknown'), found: t('save.found'), notDone: t('save.notDone') }}
            errorText={(error) => (error instanceof AttendeeChanged ? t('save.changed') : errorText(error))}
            onCheck={() => mending.look()}
          />
        </div>
      )}
    </section>
  );
}

const subjectOf = ({ id, attendees, dossierId, locale }: Meeting) => ({
  people: attendees,
  dossierId,
  locale,
  meetingId: id,
});

/** Whom or what a finding is about; undefined where it is about the whole meeting. */
const aboutOf = (finding: Finding): string | undefined =>
  'person' in finding ? finding.person.name : finding.kind === 'todo' ? finding.todo.description : undefined;
