import { beforeEach, describe, expect, it, vi } from 'vitest';
import { focusAfterRendering, focusOtherwise } from './focus-after-rendering.ts';

describe('focusAfterRendering', () => {
  const body = 'the page';
  const page = { body, activeElement: body };
  const frames = new Map<number, () => void>();
  const focus = (element: string) => () => {
    page.activeElement = element;
  };
  const nextFrame = () => {
    const due = [...frames.values()];
    frames.clear();
    for (const run of due) run();
  };

  beforeEach(() => {
    frames.clear();
    page.activeElement = 'one';
    let last = 0;
    vi.stubGlobal('document', page);
    vi.stubGlobal('requestAnimationFrame', (run: () => void) => {
      last += 1;
      frames.set(last, run);
      return last;
    });
    vi.stubGlobal('cancelAnimationFrame', (frame: number) => frames.delete(frame));
    return () => vi.unstubAllGlobals();
  });

  it('moves the focus with the next frame', () => {
    focusAfterRendering(focus('two'));
    expect(page.activeElement).toBe('one');
    nextFrame();
    expect(page.activeElement).toBe('two');
  });

  it('leaves the focus where a person has put it since', () => {
    focusAfterRendering(focus('two'));
    focus('three')();
    nextFrame();
    expect(page.activeElement).toBe('three');
  });

  it('makes only the last of several moves', () => {
    focusAfterRendering(focus('two'));
    focusAfterRendering(focus('three'));
    expect(frames.size).toBe(1);
    nextFrame();
    expect(page.activeElement).toBe('three');
  });

  it('moves when what had the focus is gone', () => {
    focusAfterRendering(focus('two'));
    page.activeElement = body;
    nextFrame();
    expect(page.activeElement).toBe('two');
  });

  it('waits for what is not on the page yet, until someone has moved the focus', () => {
    let isThere = false;
    const move = () => isThere && focus('two')();
    focusAfterRendering(move);
    nextFrame();
    nextFrame();
    expect(page.activeElement).toBe('one');
    isThere = true;
    nextFrame();
    expect([page.activeElement, frames.size]).toEqual(['two', 0]);

    isThere = false;
    focusAfterRendering(move);
    nextFrame();
    focus('three')();
    isThere = true;
    nextFrame();
    expect([page.activeElement, frames.size]).toEqual(['three', 0]);
  });

  it('gives up what never appears', () => {
    focusAfterRendering(() => false);
    for (let frame = 0; frame < 60; frame += 1) nextFrame();
    expect(frames.size).toBe(0);
  });

  it('moves it from nowhere only where nothing else does', () => {
    page.activeElement = body;
    focusAfterRendering(focus('two'));
    focusOtherwise(focus('three'));
    for (let frame = 0; frame < 3; frame += 1) nextFrame();
    expect([page.activeElement, frames.size]).toEqual(['two', 0]);

    page.activeElement = body;
    focusOtherwise(focus('three'));
    for (let frame = 0; frame < 3; frame += 1) nextFrame();
    expect([page.activeElement, frames.size]).toEqual(['three', 0]);
  });
});
