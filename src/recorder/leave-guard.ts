/** Has the browser ask before the page is left, while that would cost something. */
export class LeaveGuard {
  readonly #page: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>;
  #guarding = false;

  constructor(page: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>) {
    this.#page = page;
  }

  /** Listens for `beforeunload` only while `wanted`: the listener itself slows pages down. */
  guard(wanted: boolean): void {
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
