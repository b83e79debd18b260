import { describe, expect, test } from 'vitest';
import { sleepingPage } from '../testing/sleeping-page.ts';

/** Records what is opened and closed. */
function notes() {
  const said: string[] = [];
  const open = (name: string) => (again: boolean) => {
    said.push(`${again ? 'reopen' : 'open'} ${name}`);
    return () => void said.push(`close ${name}`);
  };
  return { said, open };
}

describe('what a page holds', () => {
  test.each([
    ['the back/forward cache', 'hide', 'show'],
    ['a frozen tab', 'freeze', 'resume'],
  ] as const)('is closed for %s, the last first, and opened again after it', (_, sleep, wake) => {
    const page = sleepingPage();
    const { said, open } = notes();
    page.life.whileAwake(open('a'));
    page.life.whileAwake(open('b'));
    expect(said.splice(0)).toEqual(['open a', 'open b']);
    page[sleep]();
    expect(said.splice(0)).toEqual(['close b', 'close a']);
    page[wake]();
    expect(said.splice(0)).toEqual(['reopen a', 'reopen b']);
  });

  test('is closed once, however many events announce one sleep', () => {
    const page = sleepingPage();
    const { said, open } = notes();
    page.life.whileAwake(open('a'));
    // Chromium freezes what it has put into the cache.
    page.hide();
    page.freeze();
    page.resume();
    page.show();
    expect(said).toEqual(['open a', 'close a', 'reopen a']);
  });

  test('stays as it is when the page is left for good, or shown for the first time', () => {
    const page = sleepingPage();
    const { said, open } = notes();
    page.show(false);
    page.life.whileAwake(open('a'));
    page.hide(false);
    expect(said).toEqual(['open a']);
  });

  test('is not opened while the page sleeps, and never again once it was given up', () => {
    const page = sleepingPage();
    const { said, open } = notes();
    const endA = page.life.whileAwake(open('a'));
    page.hide();
    const endB = page.life.whileAwake(open('b'));
    page.life.whileAwake(open('c'));
    endA();
    endB();
    endB();
    page.show();
    expect(said).toEqual(['open a', 'close a', 'reopen c']);
  });

  test('stays open while something keeps the page awake, and not any longer', () => {
    const page = sleepingPage();
    const { said, open } = notes();
    page.life.whileAwake(open('a'));
    const letSleep = page.life.keepAwake();
    const letSleepToo = page.life.keepAwake();
    page.hide();
    page.show();
    letSleep();
    letSleep();
    page.freeze();
    page.resume();
    expect(said).toEqual(['open a']);
    letSleepToo();
    page.hide();
    expect(said).toEqual(['open a', 'close a']);
  });
});
