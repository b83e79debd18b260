import type { Meeting } from '#src/api/meetings-normalise.ts';
import { countAnswers } from '#src/api/meetings-questions.ts';
import { meaningOfStatus } from '#src/lib/meeting-status.ts';
import { AttendeesSection } from './attendees-section.tsx';
import { DetailsSection } from './details-section.tsx';
import classes from './meeting-content.module.css';
import { MeetingStatusPanel } from './meeting-status-panel.tsx';
import { NotesSection } from './notes-section.tsx';
import { QuestionsSection } from './questions-section.tsx';
import { SectionNav } from './section-nav.tsx';
import { SummarySection } from './summary-section.tsx';
import { TodosSection } from './todos-section.tsx';
import { TopicsSection } from './topics-section.tsx';

/** Everything below the meeting's header. */
export function MeetingContent({ meeting }: { readonly meeting: Meeting }) {
  const asked = wasAsked(meeting);
  return (
    <>
      <SectionNav meeting={meeting} asked={asked} />
      <div className={classes.columns}>
        <div className={classes.column}>
          <MeetingStatusPanel meeting={meeting} />
          {(asked || meeting.summary.length > 0) && <SummarySection summary={meeting.summary} />}
          <QuestionsSection themes={meeting.themes} asked={asked} />
          <TopicsSection topics={meeting.topics} />
          <NotesSection meeting={meeting} />
        </div>
        <aside className={classes.column}>
          {(asked || meeting.todos.length > 0) && <TodosSection todos={meeting.todos} />}
          <AttendeesSection attendees={meeting.attendees} />
          <DetailsSection meeting={meeting} />
        </aside>
      </div>
    </>
  );
}

/**
 * Whether the assistant has done its work. Before that, or without it, there is nothing to show of it, which the
 * panel explains; under a status that nobody here knows, results prove it.
 */
function wasAsked({ status, summary, themes }: Meeting): boolean {
  const meaning = meaningOfStatus(status);
  if (meaning === 'unknown') return summary.length > 0 || countAnswers(themes).answered > 0;
  return meaning === 'final';
}
