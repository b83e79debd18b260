import { queryOptions } from '@tanstack/react-query';
import { getOwnRetention } from '#contract/gateway/retention.ts';
import { fields, instant, list, number, text } from '#src/lib/reader.ts';
import { call } from '../../client/client.ts';
import { normaliseRule, retentionKeys } from './retention.ts';

/** Meetings of the person that may soon be deleted by a list, the first of them, and from when on. */
export const ownRetentionOptions = () =>
  queryOptions({
    queryKey: retentionKeys.own,
    queryFn: async ({ signal }) => {
      const { from, meetings, total } = fields(await call(getOwnRetention, { signal }));
      return {
        from: instant(from),
        total: number(total) ?? 0,
        meetings: list(meetings, (wire) => {
          const one = fields(wire);
          const meeting = text(one.meeting);
          if (meeting === undefined) return undefined;
          const rule = normaliseRule(one.rule);
          return { meeting, name: text(one.name), changedAt: instant(one.changedAt), rule };
        }),
      };
    },
    staleTime: 60_000,
  });
