import { type PageLife, pageLife } from './page-life.ts';

/**
 * A BroadcastChannel between the tabs of this browser that is closed while the page sleeps. What others said in the
 * meantime is missed: `onReturn` catches up. Without the browser's channels (or while asleep) nobody hears.
 */
export class TabChannel<Message> {
  onmessage: ((event: MessageEvent<Message>) => void) | null = null;
  #channel: BroadcastChannel | undefined;
  readonly #end: () => void;

  constructor(name: string, onReturn: () => void = () => undefined, life: PageLife = pageLife) {
    this.#end = life.whileAwake((again) => {
      this.#channel = open(name);
      if (this.#channel) this.#channel.onmessage = (event) => this.onmessage?.(event);
      if (again) onReturn();
      return () => {
        this.#channel?.close();
        this.#channel = undefined;
      };
    });
  }

  postMessage(message: Message): void {
    this.#channel?.postMessage(message);
  }

  close(): void {
    this.#end();
  }
}

function open(name: string): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel(name);
  } catch {
    // A browser that isolates this page from all others.
    return undefined;
  }
}
