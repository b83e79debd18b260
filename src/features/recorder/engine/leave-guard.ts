import { pageLife } from '#src/lib/tabs/page-life.ts';

/**
 * Makes the browser ask before the page is left, while that would lose something; and keeps the page awake while it
 * records or copies: what another tab could take over then is not complete.
 */
export class LeaveGuard {
  readonly #page: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>;
  readonly #keepAwake: () => () => void;
  #guarding = false;
  #letSleep: (() => void) | undefined;

  constructor(
    page: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>,
    keepAwake: () => () => void = () => pageLife.keepAwake(),
  ) {
    this.#page = page;
    this.#keepAwake = keepAwake;
  }

  /** Listens for `beforeunload` only while `wanted`: the listener itself slows pages down. */
  guard(wanted: boolean, awake: boolean): void {
    if (awake) this.#letSleep ??= this.#keepAwake();
    else this.#letSleep?.();
    if (!awake) this.#letSleep = undefined;
    if (wanted === this.#guarding) return;
    this.#guarding = wanted;
    if (wanted) this.#page.addEventListener('beforeunload', askBeforeLeaving);
    else this.#page.removeEventListener('beforeunload', askBeforeLeaving);
  }
}

/** The browser asks in its own words whether the person wants to leave. */
function askBeforeLeaving(event: Event): void {
  event.preventDefault();
}
