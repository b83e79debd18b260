import { KeyGate } from '#src/lib/keyboard/key-gate.ts';
import type { Pressed } from '#src/lib/keyboard/pressed.ts';

/**
 * Lets all keys of the page pass the gate before any handler hears of them, those of React and libraries included.
 *
 * @returns a function that reports a key that did something.
 */
export function guard(): (event: Pressed) => void {
  const gate = new KeyGate();
  const first = { capture: true };
  window.addEventListener('keydown', (event) => letThrough(gate, event), first);
  window.addEventListener('keyup', (event) => gate.released(event), first);
  window.addEventListener('compositionend', (event) => gate.composed(event.timeStamp), first);
  return (event) => gate.spend(event);
}

function letThrough(gate: KeyGate, event: KeyboardEvent): void {
  const { key, code, keyCode, ctrlKey, metaKey, isComposing, repeat, timeStamp, target } = event;
  const onLines =
    target instanceof HTMLTextAreaElement || (target instanceof HTMLElement && target.isContentEditable);
  const press = { key, code, keyCode, ctrlKey, metaKey, isComposing, repeat, timeStamp, onLines };
  const verdict = gate.pressed(press);
  if (verdict === 'pass') return;
  event.stopImmediatePropagation();
  if (verdict === 'stop') event.preventDefault();
}
