import { isComposing, type Pressed } from './pressed.ts';

/** A key going down, with what it is pressed on. */
export interface Press extends Pressed {
  /** Milliseconds on the clock of events. */
  readonly timeStamp: number;
  /** Enter makes a line there: a field of several lines. */
  readonly onLines: boolean;
}

/**
 * What becomes of a key before anything of the page hears of it:
 * - `pass`: everything as usual;
 * - `hide`: the page does not hear of it, the browser handles it (an input method continues);
 * - `stop`: nothing happens at all.
 */
export type Verdict = 'pass' | 'hide' | 'stop';

/** Milliseconds around the end of a composition within which Safari reports the key that ended it. */
const nearMs = 50;

/**
 * Keeps from the page what nobody pressed on purpose: keys of an input method, events without a key, and the
 * repetitions of a key that is held down after it did something. What may repeat (text, arrows) passes.
 */
export class KeyGate {
  /** The key that did something and is perhaps still held. */
  #spent: string | undefined;
  /** The key that went down last and has not come up. */
  #down: string | undefined;
  #composedAt: number | undefined;

  /** A key did something that must not happen again, nor type, until it is pressed again. */
  spend(event: Pressed): void {
    this.#spent = nameOf(event);
  }

  released(event: Pressed): void {
    if (nameOf(event) === this.#down) this.#down = undefined;
  }

  /**
   * A composition ended. If a key is down, that key ended it and was already reported; if none is, a click did, or it
   * is Safari, which reports the key afterwards.
   */
  composed(timeStamp: number): void {
    this.#composedAt = this.#down === undefined ? timeStamp : undefined;
  }

  pressed(event: Press): Verdict {
    if (typeof event.key !== 'string') return 'hide';
    const composedAt = this.#composedAt;
    this.#composedAt = undefined;
    const name = nameOf(event);
    this.#down = name;
    const late = composedAt !== undefined && Math.abs(event.timeStamp - composedAt) < nearMs;
    // Otherwise the Enter that accepts a word would submit the form, and the Escape that cancels it would close the
    // dialog.
    if (isComposing(event) || late) return isEnding(event) ? 'stop' : 'hide';
    // Presses a button or sends a form, which may open a field of several lines under the finger.
    const pressesSomething = event.key === 'Enter' && !makesLine(event);
    if (event.repeat) return pressesSomething || name === this.#spent ? 'stop' : 'pass';
    this.#spent = pressesSomething ? name : undefined;
    return 'pass';
  }
}

const nameOf = ({ code, key }: Pressed) => (code ? code : key);

const isEnding = ({ key, code }: Pressed) =>
  [key, code].some((name) => name === 'Enter' || name === 'NumpadEnter' || name === 'Escape');

const makesLine = ({ onLines, ctrlKey, metaKey }: Press) => onLines && !ctrlKey && !metaKey;
