/** How urgent a request is: a person waits for it; it is part of work that a person began; nobody waits. */
export type Priority = 'interactive' | 'task' | 'idle';

const priorities = new WeakMap<AbortSignal, Priority>();

/**
 * Returns the signal, marked with how urgent the requests are that carry it: it travels with the work to each of its
 * requests anyway. Without a mark a person is waiting for the request.
 */
export function withPriority(signal: AbortSignal, priority: Priority): AbortSignal {
  priorities.set(signal, priority);
  return signal;
}

export const priorityOf = (signal: AbortSignal | undefined): Priority =>
  (signal && priorities.get(signal)) ?? 'interactive';
