import { useState } from 'react';
import type { ConsoleOperation } from '#src/api/gateway/console.ts';
import { type ConsoleAnswer, type ConsoleRun, runOperation } from '#src/api/gateway/console-run.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import type { ConsoleMemory } from './console-memory.ts';

/** Runs an operation, and keeps its response and unknown outcome while others are shown. */
export function useOperationRun({ name, effect }: ConsoleOperation, memory: ConsoleMemory) {
  const [answer, setAnswer] = useState(() => memory.of(name).answer);
  const running = useWrite<ConsoleRun, ConsoleAnswer>(
    (_, run, watch) => runOperation(run, watch),
    (given) => {
      setAnswer(given);
      memory.keep(name, { answer: given });
    },
    {
      read: () => memory.of(name).unsure,
      write: (unsure) => {
        memory.keep(name, { unsure: effect === 'read' ? undefined : unsure });
        return true;
      },
    },
  );
  return { running, answer };
}
