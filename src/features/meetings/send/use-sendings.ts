import { useCallback, useState } from 'react';
import { useWrite } from '#src/services/problems/use-write.ts';
import { type Report, type SendingResult, sendBatch } from './send-batch.ts';
import { type Batch, sentBatch } from './send-draft.ts';

const mayBeSent: SendingResult = { state: 'unknown', error: undefined };

/**
 * Sends messages out of a meeting, each once, and says for each recipient what became of it. A message whose outcome is not
 * known is only looked for, after a reload too; one that was refused may be sent again as another.
 */
export function useSendings(user: string, meeting: string, onDone: () => void) {
  const kept = sentBatch(user, meeting);
  const [results, setResults] = useState<ReadonlyMap<string, SendingResult>>(
    () => new Map(kept.read()?.sendings.map(({ recipient }) => [recipient, mayBeSent])),
  );
  const report: Report = useCallback(
    (recipient, result) => setResults((now) => new Map(now).set(recipient, result)),
    [],
  );
  const sending = useWrite<Batch, unknown>(
    (queryClient, batch, watch) => sendBatch(queryClient, batch, watch, report),
    onDone,
    kept,
  );
  return { ...sending, results };
}
