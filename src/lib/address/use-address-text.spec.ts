import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Rendered, renderHook } from '#src/ui/testing/render-hook.tsx';
import { addressUnderway } from './current-query.ts';
import { type AddressText, useAddressText } from './use-address-text.ts';

vi.mock('react-router', () => ({
  useLocation: () => ({ pathname: '/list' }),
}));

const pauseMs = 300;
/** What the address says; it follows what was written when a test lets it. */
let kept: string;
let written: string[];
let field: Rendered<AddressText>;

beforeEach(async () => {
  vi.useFakeTimers();
  kept = '';
  written = [];
  field = await renderHook(() => useAddressText(kept, (text) => written.push(text)));
  Object.assign(window, { location: { pathname: '/list', search: '' } });
});
afterEach(() => {
  addressUnderway(undefined);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const type = (text: string) => field.act(() => field.now().type(text));
const pause = () => field.act(() => vi.advanceTimersByTimeAsync(pauseMs));
/** The address changes, and the page is rendered for it. */
const arrives = (text: string) =>
  field.act(() => {
    kept = text;
    field.now().settle(field.now().text);
  });
/** The address changes while something else is typed. */
const arrivesWhileTyping = (text: string, typed: string) =>
  field.act(() => {
    kept = text;
    field.now().type(typed);
  });

it('writes when typing pauses, once, without the spaces around it', async () => {
  await type('b');
  await type('ba ');
  expect([field.now().text, written]).toEqual(['ba ', []]);
  await pause();
  await pause();
  expect([field.now().text, written]).toEqual(['ba ', ['ba']]);
});

it('shows what was typed while the address still says something else', async () => {
  await type('ba');
  await pause();
  expect(field.now().text).toBe('ba');
  await type('');
  expect(field.now().text).toBe('');
  await pause();
  await arrives('ba');
  expect([field.now().text, written]).toEqual(['', ['ba', '']]);
  await arrives('');
  expect(field.now().text).toBe('');
});

it('loses no letter that is typed while the address follows', async () => {
  await type('ba');
  await pause();
  await type('bakk');
  await pause();
  await arrivesWhileTyping('ba', 'bakker');
  await arrivesWhileTyping('bakk', 'bakkers');
  await pause();
  expect([field.now().text, written]).toEqual(['bakkers', ['ba', 'bakk', 'bakkers']]);
});

it('takes over what comes from elsewhere, and forgets what was about to be written', async () => {
  await type('ba');
  await pause();
  await arrivesWhileTyping('ba', 'bakker');
  await arrivesWhileTyping('from Back', 'bakkers');
  await pause();
  expect([field.now().text, written]).toEqual(['from Back', ['ba']]);
});

it('brings nobody back who goes to another page', async () => {
  addressUnderway({ pathname: '/other', search: '' });
  await type('ba');
  await pause();
  expect(written).toEqual([]);
});

it('brings nobody back who is at another page that is not drawn yet', async () => {
  await type('ba');
  Object.assign(window, { location: { pathname: '/other', search: '' } });
  await pause();
  expect(written).toEqual([]);
});

it('writes while the same page is on its way with another filter', async () => {
  addressUnderway({ pathname: '/list', search: '?filter=a' });
  await type('ba');
  await pause();
  expect(written).toEqual(['ba']);
});

it('gives what is typed to whoever writes the address before it does, and writes it no second time', async () => {
  await type('ba ');
  expect(await field.act(() => field.now().settle())).toBe('ba');
  await pause();
  await arrivesWhileTyping('ba', 'bak');
  expect([field.now().text, written]).toEqual(['bak', []]);
  expect(await field.act(() => field.now().settle(''))).toBe('');
  expect(field.now().text).toBe('');
});
