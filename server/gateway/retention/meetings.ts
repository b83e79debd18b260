import { setTimeout as pause } from 'node:timers/promises';
import * as v from 'valibot';
import { deleteMeeting, getMeeting, listMeetings } from '#contract/claritalk/meetings.ts';
import { claritalkName } from '../../upstreams/claritalk.ts';
import type { ServiceAccount } from '../elevation/service-account.ts';
import { Refusal, refusal } from '../http/refusal.ts';
import { detailed, type ListedMeeting, listed, listedMeeting, type OneMeeting } from './listed-meeting.ts';

/** Claritalk lists no more at once. */
export const pageSize = 100;

/** What retention needs of Claritalk. */
export interface RetentionMeetings {
  page(offset: number, until: number): Promise<readonly ListedMeeting[]>;
  /** Undefined if there is none any longer. */
  read(id: string): Promise<OneMeeting | undefined>;
  /**
   * Returns false if there was none. It leaves at once and only once: whatever it waited for, the meeting may have changed
   * by then. Its time is waited for by what comes next, and so is what Claritalk asks for with 429.
   */
  delete(id: string): Promise<boolean>;
}

/** How often one request is repeated that Claritalk had no time for. */
const maxWaits = 10;

/**
 * Claritalk as the service account, which sees all meetings of the organisation, evenly and no faster than `perMinute`.
 * Every method throws Refusal or NoAnswer, and the signal's reason.
 */
export function retentionMeetings(
  service: Pick<ServiceAccount, 'call'>,
  perMinute: number,
  signal: AbortSignal,
): RetentionMeetings {
  const everyMs = 60_000 / perMinute;
  let nextAt = 0;
  const send = async <T>(work: () => Promise<T>): Promise<T> => {
    nextAt = Math.max(nextAt, Date.now()) + everyMs;
    try {
      return await work();
    } catch (error) {
      if (isBusy(error)) nextAt = Date.now() + waitOf(error);
      throw error;
    }
  };
  const paced = async <T>(work: () => Promise<T>): Promise<T> => {
    for (let waits = 0; ; waits += 1) {
      const now = Date.now();
      if (nextAt > now) await pause(nextAt - now, undefined, { signal });
      signal.throwIfAborted();
      try {
        return await send(work);
      } catch (error) {
        if (!isBusy(error) || waits === maxWaits) throw error;
      }
    }
  };
  const failed = (status: number) =>
    refusal('upstream-failed', { system: claritalkName, status: String(status) });
  return {
    async page(offset, until) {
      const query = {
        limit: String(pageSize),
        offset: String(offset),
        order: 'asc',
        date_end: new Date(until).toISOString(),
      } as const;
      const { status, body } = await paced(() => service.call(listMeetings, { query }));
      const read = v.safeParse(v.array(v.unknown()), body);
      if (status !== 200 || !read.success) throw failed(status);
      return read.output.flatMap((one) => {
        const meeting = v.safeParse(listed, one);
        return meeting.success ? [listedMeeting(meeting.output)] : [];
      });
    },
    async read(id) {
      const { status, body } = await paced(() =>
        service.call(getMeeting, { params: { id }, query: { detail: 'false' } }),
      );
      if (status === 404) return undefined;
      const read = v.safeParse(detailed, body);
      if (status !== 200 || !read.success) throw failed(status);
      const { type_id, dossier_id, team_ids } = read.output;
      return {
        ...listedMeeting(read.output),
        typeId: type_id ?? undefined,
        teamIds: team_ids ?? [],
        dossier: dossier_id === null || dossier_id === undefined ? null : String(dossier_id),
      };
    },
    async delete(id) {
      const { status } = await send(() => service.call(deleteMeeting, { params: { meetingId: id } }));
      if (status !== 204 && status !== 404) throw failed(status);
      return status === 204;
    },
  };
}

/** Claritalk has no time for it, and has not done it. */
export const isBusy = (error: unknown): error is Refusal => error instanceof Refusal && error.status === 429;

function waitOf({ headers }: Refusal): number {
  const seconds = Number(headers['retry-after']);
  return (Number.isFinite(seconds) && seconds > 0 ? seconds : 60) * 1000;
}
