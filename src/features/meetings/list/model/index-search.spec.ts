import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countFilters, noIndexSearch, readIndexSearch, usesIndex, writeIndexSearch } from './index-search.ts';

const read = (text: string) => readIndexSearch(new URLSearchParams(text));

describe('what an address requests from the index', () => {
  it('is nothing by default and for nonsense', () => {
    expect(read('')).toEqual(noIndexSearch);
    expect(read('q=++&type=x&type=&dossier=&flagged=maybe&review=lost')).toEqual(noIndexSearch);
    expect(usesIndex(noIndexSearch)).toBe(false);
  });

  it('comes back from its own address', () => {
    const search = read(
      'q=btw+aangifte&type=3&type=4&dossier=d&team=t&owner=o&attendee=Jan+Martens&language=nl&flagged=no&review=flagged&review=none',
    );
    expect(search).toMatchObject({
      query: 'btw aangifte',
      types: [3, 4],
      attendees: ['Jan Martens'],
      flagged: false,
    });
    expect(countFilters(search)).toBe(10);
    expect(usesIndex(search)).toBe(true);
    const address = new URLSearchParams();
    writeIndexSearch(address, search);
    expect(read(address.toString())).toEqual(search);
  });

  it('settles after one reading, whatever the address', () => {
    fc.assert(
      fc.property(fc.webQueryParameters(), (text) => {
        const search = read(text);
        const address = new URLSearchParams();
        writeIndexSearch(address, search);
        expect(read(address.toString())).toEqual(search);
      }),
    );
  });
});
