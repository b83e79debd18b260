import type { Database } from '../../lib/database.ts';
import { toApiTime } from '../clock.ts';
import type { Webhooks } from '../webhooks.ts';
import { toMeeting } from './meeting-view.ts';
import { meetingById } from './meetings.ts';

/** Moves a meeting to a status and notifies the webhook. */
export function changeStatus(
  { database, webhooks }: { readonly database: Database; readonly webhooks: Webhooks },
  meetingId: number,
  status: string,
): void {
  const sql = 'UPDATE meetings SET status = ?, updated_at = ? WHERE id = ?';
  database.run(sql, status, toApiTime(Date.now()), meetingId);
  const meeting = meetingById(database, meetingId);
  if (!meeting) return;
  webhooks.send(
    meeting.organisation_id,
    'meeting.status.changed',
    toMeeting(database, meeting, { detail: false }),
  );
}
