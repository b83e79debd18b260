import { queryOptions } from '@tanstack/react-query';
import { getVoiceTask, runVoiceSettingTask } from '#contract/courier/telephone.ts';
import { fields, text } from '#src/lib/reader.ts';
import { call } from '../../client/client.ts';
import { elevated, type IdempotencyKey } from '../../client/idempotency-key.ts';
import { write } from '../../client/write.ts';
import { changing } from './change.ts';
import { courierKeys } from './courier-keys.ts';
import { type Item, itemOf } from './items.ts';

export interface QueueRefresh extends IdempotencyKey {
  readonly line: string;
}

/** Has Courier look again who waits at a number. Returns the task, where its response arrived. */
export const refreshQueue = changing<QueueRefresh>({
  send: ({ line, ...wish }) =>
    write(runVoiceSettingTask, {
      params: { id: line },
      body: { method: 'refresh_queue_entries' },
      ...elevated(wish),
    }),
  renews: [],
});

/** What became of a task. */
export interface PhoneTask {
  readonly state: 'running' | 'done' | 'failed';
  /** In the words of Courier. */
  readonly error: string | undefined;
}

const whileRunningMs = 1_000;

/** Id of a task in the response to what began it. */
export const taskOf = (response: unknown): string | undefined => itemOf(response)?.id;

export const taskOptions = (id: string) =>
  queryOptions({
    queryKey: courierKeys.one('voice-tasks', id),
    queryFn: async ({ signal }) =>
      normaliseTask(itemOf(await call(getVoiceTask, { params: { id }, signal }))),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? whileRunningMs : false),
  });

export function normaliseTask(item: Item | undefined): PhoneTask {
  const { state, 'error-message': error } = fields(item?.of);
  const isDone = state === 'completed';
  return { state: isDone ? 'done' : state === 'failed' ? 'failed' : 'running', error: text(error) };
}
