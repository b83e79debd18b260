import type { Meeting } from '#src/api/meetings-normalise.ts';
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
  const meaning = meaningOfStatus(meeting.status);
  // Before, or without, the assistant's work there is nothing to show of it; the panel says why.
  const asked = meaning === 'final' || meaning === 'unknown';
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
