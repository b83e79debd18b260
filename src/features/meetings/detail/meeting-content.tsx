import { useMemo } from 'react';
import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { countAnswers } from '#src/api/claritalk/meetings/meetings-questions.ts';
import { meaningOfStatus } from '#src/lib/meeting-status.ts';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import { useConversationParts } from '../conversation/use-conversation-parts.ts';
import { EvidenceContext, placeOf } from '../evidence/evidence-place.ts';
import { useEvidenceParts } from '../evidence/use-evidence-parts.ts';
import { PersonalNotes } from '../review/personal-notes.tsx';
import { ReviewSection } from '../review/review-section.tsx';
import { reviewedTodos, reviewThemes } from '../review/review-view.ts';
import { SaveState } from '../review/save-state.tsx';
import { TodosSection } from '../review/todos-section.tsx';
import { useReview } from '../review/use-review.ts';
import { SentSlot } from '../send/sent-slot.tsx';
import { readConsents } from '../shared/consents.ts';
import { partAttribute } from '../shared/parts.ts';
import { AtAGlance } from './at-a-glance.tsx';
import { AttendeesSection } from './attendees-section.tsx';
import { DetailsSection } from './details-section.tsx';
import { decisionsOf } from './glance.ts';
import classes from './meeting-content.module.css';
import { MeetingStatusPanel } from './meeting-status-panel.tsx';
import { NotesSection } from './notes-section.tsx';
import { PublicationsSlot } from './publications-slot.tsx';
import { QuestionsSection } from './questions-section.tsx';
import { SectionNav } from './section-nav.tsx';
import { SummarySection } from './summary-section.tsx';
import { TopicsSection } from './topics-section.tsx';

const loadPreflight = () => import('../preflight/preflight-panel.tsx');
const loadTold = () => import('../preflight/crm-told.tsx');
const loadConsent = () => import('../consent/consent-section.tsx');

/** Everything below the meeting's header. */
export function MeetingContent({ meeting }: { readonly meeting: Meeting }) {
  const asked = wasAsked(meeting);
  const finished = meaningOfStatus(meeting.status) === 'final';
  const session = useReview(meeting);
  const { review, save } = session;
  const decisions = useMemo(() => decisionsOf(meeting.summary), [meeting.summary]);
  const items = useMemo(
    () => reviewThemes(meeting.themes, review, []).flatMap((theme) => theme.items),
    [meeting.themes, review],
  );
  const todos = reviewedTodos(meeting, review);
  const conversations = useConversationParts();
  const place = useMemo(() => placeOf(meeting, session.userUuid), [meeting, session.userUuid]);
  const evidence = useEvidenceParts(place);
  const consent = useOnDemand(loadConsent, readConsents(meeting.metadata) !== undefined);
  const preflight = useOnDemand(loadPreflight, session.readOnly === undefined);
  const approved = Boolean(review.approval?.value);
  const told = useOnDemand(loadTold, finished && (approved || session.readOnly === undefined));
  const targets = [
    ...items.map(({ key, question: label }) => ({ kind: 'answer' as const, key, label })),
    ...todos.map(({ key, description: label }) => ({ kind: 'todo' as const, key, label })),
  ];
  return (
    <EvidenceContext value={place}>
      <SectionNav meeting={meeting} asked={asked} isConnected={conversations !== undefined} />
      <div className={`ui-parts ${classes.columns}`}>
        <div className={classes.column}>
          {/* Of approved minutes it is what people look for first; answers that are still reviewed must not move. */}
          {approved && <SentSlot meeting={meeting.id} />}
          <div className="ui-contents" {...partAttribute('status')}>
            <MeetingStatusPanel meeting={meeting} />
          </div>
          {finished && <AtAGlance decisions={decisions} todos={todos} items={items} />}
          {(asked || meeting.summary.length > 0) && <SummarySection summary={meeting.summary} />}
          {finished ? (
            <ReviewSection
              session={session}
              evidence={evidence}
              before={preflight && <preflight.PreflightPanel session={session} todos={todos} />}
              after={
                told && (
                  <told.CrmTold
                    approved={approved}
                    parts={{
                      decisions: decisions.length,
                      todos: todos.length,
                      answers: items.filter(({ answer }) => answer !== undefined).length,
                    }}
                  />
                )
              }
            />
          ) : (
            <QuestionsSection themes={meeting.themes} asked={asked} />
          )}
          {/* Known after the page is at rest: nothing above moves. */}
          {!approved && <SentSlot meeting={meeting.id} />}
          <PublicationsSlot meeting={meeting.id} />
          {consent && <consent.ConsentSection meeting={meeting} writable={session.readOnly === undefined} />}
          {evidence && <evidence.EvidenceSection targets={targets} />}
          <TopicsSection topics={meeting.topics} />
          <NotesSection meeting={meeting} />
          {conversations && <conversations.ConversationSection meeting={meeting} />}
        </div>
        <aside className={classes.column}>
          {(asked || meeting.todos.length > 0) && (
            <TodosSection todos={todos} session={session} evidence={evidence} />
          )}
          <PersonalNotes session={session} />
          <AttendeesSection meeting={meeting} Client={conversations?.AttendeeClient} />
          <DetailsSection meeting={meeting} />
        </aside>
      </div>
      {session.readOnly === undefined && (
        <div className={classes.saveDock} data-screen>
          <SaveState save={save} onSave={session.saveNow} />
        </div>
      )}
    </EvidenceContext>
  );
}

/**
 * Whether the assistant has done its work. Before that, or without it, there is nothing to show, which the panel
 * explains; under an unknown status, results prove it.
 */
function wasAsked({ status, summary, themes }: Meeting): boolean {
  const meaning = meaningOfStatus(status);
  if (meaning === 'unknown') return summary.length > 0 || countAnswers(themes).answered > 0;
  return meaning === 'final';
}
