interface Waiting {
  readonly name: string;
  readonly mode: LockMode;
  grant(): void;
}

/** Web Locks of one browser in memory: passed on at once, where Node asks another thread. Nobody steals them. */
export function fakeLocks() {
  const held: Waiting[] = [];
  const pending: Waiting[] = [];

  const isFree = ({ name, mode }: Waiting, before: readonly Waiting[]) =>
    [...held, ...before].every(
      (other) => other.name !== name || (mode === 'shared' && other.mode === 'shared'),
    );

  function grantNext(): void {
    const next = pending.findIndex((one, at) => isFree(one, pending.slice(0, at)));
    const [one] = next < 0 ? [] : pending.splice(next, 1);
    if (!one) return;
    held.push(one);
    one.grant();
    grantNext();
  }

  async function request<T>(
    name: string,
    options: LockOptions,
    callback: (lock: Lock | null) => T,
  ): Promise<Awaited<T>> {
    const { mode = 'exclusive', signal, ifAvailable = false } = options;
    signal?.throwIfAborted();
    const granted = Promise.withResolvers<void>();
    const one = { name, mode, grant: granted.resolve };
    if (ifAvailable && !isFree(one, pending)) return await callback(null);
    pending.push(one);
    signal?.addEventListener('abort', () => {
      if (pending.includes(one)) pending.splice(pending.indexOf(one), 1);
      granted.reject(signal.reason);
      grantNext();
    });
    grantNext();
    await granted.promise;
    try {
      return await callback({ name, mode });
    } finally {
      held.splice(held.indexOf(one), 1);
      grantNext();
    }
  }

  return { request, query: async () => ({ held: [...held], pending: [...pending] }) };
}
