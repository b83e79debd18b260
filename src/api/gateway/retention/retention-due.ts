import { queryOptions } from '@tanstack/react-query';
import { getRetentionDue } from '#contract/gateway/retention.ts';
import { fields, instant, number } from '#src/lib/reader.ts';
import { call } from '../../client/client.ts';
import { retentionKeys } from './retention.ts';

/** What an admin is reminded of: nothing where there are no rules. */
export const retentionDueOptions = () =>
  queryOptions({
    queryKey: retentionKeys.due,
    queryFn: async ({ signal }) => {
      const { rules, list: newest } = fields(await call(getRetentionDue, { signal }));
      const { at, left } = fields(newest);
      return { rules: number(rules) ?? 0, at: instant(at), left: number(left) ?? 0 };
    },
    staleTime: 60_000,
  });
