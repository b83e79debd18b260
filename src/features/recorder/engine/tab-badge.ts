import { formatClock } from '#src/lib/time/stopwatch.ts';
import type { RecorderSnapshot } from './recorder-snapshot.ts';

const tickMs = 1000;
const recordingIcon = '/favicon-recording.svg';

/** What it shows of the engine. */
interface ShownEngine {
  readonly subscribe: (listener: () => void) => () => void;
  readonly getSnapshot: () => Pick<RecorderSnapshot, 'recorder'>;
  /** Length of the recording so far in ms, without its pauses. */
  readonly elapsedMs: () => number;
}

/**
 * Shows the running recording in the browser's tab, in title and icon, so that it can be found among many tabs; the
 * page's own are restored afterwards.
 */
export function showInTab(engine: ShownEngine): void {
  // A title of its own before the page's: the first one counts, and React's stays untouched.
  const title = document.createElement('title');
  let timer: ReturnType<typeof setInterval> | undefined;
  let pageIcon: string | undefined;

  const update = () => {
    const { recorder } = engine.getSnapshot();
    const live = recorder.phase === 'recording' || recorder.phase === 'paused';
    if (!live) return end();
    timer ??= setInterval(update, tickMs);
    const sign = recorder.phase === 'recording' ? '●' : '❚❚';
    const text = `${sign} ${formatClock(engine.elapsedMs())} · ${recorder.recording.name}`;
    if (title.textContent !== text) title.textContent = text;
    // A page that was opened since has put its own title first.
    if (document.head.querySelector('title') !== title) document.head.prepend(title);
    pageIcon ??= setIcon(recordingIcon);
  };
  const end = () => {
    if (timer === undefined) return;
    clearInterval(timer);
    timer = undefined;
    title.remove();
    if (pageIcon !== undefined) setIcon(pageIcon);
    pageIcon = undefined;
  };
  engine.subscribe(update);
  update();
}

/** Sets the page's icon and returns the previous one. */
function setIcon(href: string): string | undefined {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  const before = link?.getAttribute('href') ?? undefined;
  link?.setAttribute('href', href);
  return before;
}
