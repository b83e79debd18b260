import { useEffect, useState } from 'react';

/** The part of durable jobs that is used here. */
interface WorkedOn {
  readonly worksOn: (jobId: string) => boolean;
  readonly whenOrphaned: (jobId: string, signal: AbortSignal) => Promise<void>;
}

/** Whether nobody is working on a job: neither this tab nor, as far as tabs can agree, another one on this device. */
export function useIsOrphaned(jobs: WorkedOn | undefined, jobId: string): boolean {
  const workedOnHere = jobs?.worksOn(jobId) ?? true;
  const [orphaned, setOrphaned] = useState(false);
  useEffect(() => {
    if (workedOnHere || !jobs) return;
    const control = new AbortController();
    jobs.whenOrphaned(jobId, control.signal).then(
      () => setOrphaned(true),
      () => undefined,
    );
    return () => {
      control.abort();
      setOrphaned(false);
    };
  }, [jobs, jobId, workedOnHere]);
  return orphaned && !workedOnHere;
}
