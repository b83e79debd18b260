import { useTranslations } from 'use-intl';
import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import type { Entry } from '#src/api/claritalk/meetings/meetings-parts.ts';
import { useOwnerName } from '#src/services/people/use-owner-name.ts';
import { Moment } from '#src/ui/moment.tsx';
import { Nothing, Section } from '../shared/section.tsx';
import { ChatForm } from './chat-form.tsx';
import { clockOf } from './clock.ts';
import classes from './notes-section.module.css';

/** What was noted during the meeting, and its chat, which stays open. */
export function NotesSection({ meeting }: { readonly meeting: Meeting }) {
  const t = useTranslations('meeting');
  return (
    <Section id="notes" title={t('sections.notes')}>
      <Entries title={t('notes.bookmarks')} entries={meeting.bookmarks} />
      <Entries title={t('notes.notes')} entries={meeting.notes} />
      <Entries title={t('notes.chat')} entries={meeting.chat} />
      {!hasNotes(meeting) && <Nothing>{t('notes.none')}</Nothing>}
      <ChatForm meeting={meeting} />
    </Section>
  );
}

const hasNotes = (meeting: Meeting) =>
  meeting.notes.length + meeting.bookmarks.length + meeting.chat.length > 0;

function Entries({ title, entries }: { readonly title: string; readonly entries: readonly Entry[] }) {
  const nameOf = useOwnerName(entries.map(({ authorUuid }) => authorUuid));
  if (entries.length === 0) return null;
  return (
    <div className={classes.group}>
      <h3 className="ui-theme" dir="auto">
        {title}
      </h3>
      <ul className={`ui-list ui-stack ${classes.entries}`}>
        {entries.map((entry) => (
          <li key={`${entry.at?.getTime() ?? entry.offsetSeconds ?? ''} ${entry.text}`}>
            {entry.text !== '' && <p dir="auto">{entry.text}</p>}
            <div className="ui-meta">
              {entry.authorUuid !== undefined && <span dir="auto">{nameOf(entry.authorUuid)}</span>}
              {entry.at && <Moment at={entry.at} />}
              {entry.offsetSeconds !== undefined && <span dir="auto">{clockOf(entry.offsetSeconds)}</span>}
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
