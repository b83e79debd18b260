import { describe, expect, test } from 'vitest';
import { FirstRequest } from './first-request.ts';

const open = { path: '/oauth/token', maxBytes: 16 * 1024 };

const head = (...lines: string[]) => [...lines, '', ''].join('\r\n');
const form = (length: number, ...more: string[]) =>
  head('POST /oauth/token HTTP/1.1', 'Host: a', `Content-Length: ${length}`, ...more);

/** Returns after how many bytes it is the parser's turn, where they arrive one by one. */
function turnAt(text: string): number | undefined {
  const request = new FirstRequest(open);
  const index = [...Buffer.from(text, 'latin1')].findIndex((byte) => request.add(Buffer.of(byte)));
  return index < 0 ? undefined : index + 1;
}
const atOnce = (text: string) => new FirstRequest(open).add(Buffer.from(text, 'latin1'));

describe('it is the parser’s turn', () => {
  test.each([
    ['a request', head('GET / HTTP/1.1', 'Host: a')],
    ['a request without headers', head('GET / HTTP/1.0')],
    ['lines that end with a line feed', 'GET / HTTP/1.1\nHost: a\n\n'],
    ['a file that is announced', head('POST /api/meetings HTTP/1.1', 'Content-Length: 5000000')],
    ['a form of no length', head('POST /oauth/token HTTP/1.1', 'Transfer-Encoding: chunked')],
    ['a form that is too long to be read', form(16 * 1024 + 1)],
    ['a form that waits to be asked for', form(10, 'Expect: 100-continue')],
    ['a form elsewhere', head('POST /oauth/tokens HTTP/1.1', 'Content-Length: 10')],
  ])('after the head of %s', (_name, text) => {
    expect(turnAt(`${text}more`)).toBe(text.length);
    expect([atOnce(text), atOnce(text.slice(0, -1))]).toEqual([true, false]);
  });

  test('after the body of the form that strangers send', () => {
    const text = `${form(10)}0123456789`;
    expect(turnAt(`${text}more`)).toBe(text.length);
    expect([atOnce(text), atOnce(text.slice(0, -1))]).toEqual([true, false]);
  });

  test('at once where it is not HTTP, and when it is too long for the parser', () => {
    expect(turnAt('\x16\x03\x01\x02')).toBe(1);
    expect(turnAt(`GET / HTTP/1.1\r\nX-Long: ${'a'.repeat(20_000)}`)).toBe(16 * 1024 + 1);
  });
});

test('keeps every byte', () => {
  const request = new FirstRequest(open);
  for (const piece of ['GET / HT', 'TP/1.1\r\nHost: a\r', '\n\r', '\n', 'and the body']) {
    request.add(Buffer.from(piece));
  }
  expect(request.bytes().toString()).toBe('GET / HTTP/1.1\r\nHost: a\r\n\r\nand the body');
});
