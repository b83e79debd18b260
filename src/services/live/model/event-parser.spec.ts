import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createEventParser, type StreamEvent } from './event-parser.ts';

const stream = 'id: a-1\ndata: {"type":"hello"}\n\n:\n\nid: a-3\n\ndata: one\ndata: two\n\ndata: cut off';
const events: StreamEvent[] = [
  { id: 'a-1', data: '{"type":"hello"}' },
  { id: 'a-3', data: undefined },
  { id: undefined, data: 'one\ntwo' },
];

function read(pieces: readonly string[]): StreamEvent[] {
  const seen: StreamEvent[] = [];
  const parse = createEventParser((event) => seen.push(event));
  for (const piece of pieces) parse(piece);
  return seen;
}

test('reads events, signs of life and places; what is cut off is none', () => {
  expect(read([stream])).toEqual(events);
});

test('however it is cut', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(stream.length), { maxLength: 12 }), (cuts) => {
      const places = [0, ...cuts.sort((one, other) => one - other), stream.length];
      const pieces = places.slice(1).map((place, at) => stream.slice(places[at], place));
      expect(read(pieces)).toEqual(events);
    }),
  );
});
