import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from './fold.ts';
import { marked, snippetsOf } from './snippets.ts';
import { TextIndex } from './text-index.ts';
import { queryTerms, readQuery, termOf, wordsOf } from './words.ts';

const everything = () => true;
const empty = { locale: undefined, name: '', people: '' };

function indexOf(...meetings: readonly { locale?: string; name?: string; people?: string; text?: string }[]) {
  const index = new TextIndex();
  for (const [slot, { locale, name = '', people = '', text = '' }] of meetings.entries()) {
    index.put(slot, { locale, name, people, text });
  }
  return index;
}
const slots = (index: TextIndex, query: string) =>
  index.search(query, everything).hits.map(({ slot }) => slot);

describe('words', () => {
  it.each([
    ['nl', 'facturen', 'factuur', true],
    ['nl', 'vergaderingen', 'vergadering', true],
    ['nl', 'beslissingen', 'beslissing', true],
    ['fr', 'décisions', 'décision', true],
    ['fr', 'financières', 'financier', true],
    ['de', 'Rechnungen', 'Rechnung', true],
    ['de', 'Verträge', 'Vertrag', true],
    ['en', 'invoices', 'invoice', true],
    ['en', 'objected', 'objecting', true],
  ] as const)('%s: %s and %s', (language, one, other, same) => {
    expect(termOf(one, language) === termOf(other, language)).toBe(same);
  });

  it('folds case, diacritics and ligatures, composed or not', () => {
    expect(fold('ÉTÉ Übung Straße Œuvre naı\u0308ve')).toBe('ete ubung strasse oeuvre naıve');
    expect(termOf('e\u0301te\u0301', 'fr')).toBe(termOf('été', 'fr'));
  });

  it.each([
    ['a soft hyphen', 'Ver\u00ADtrags\u00ADent\u00ADwurf', 'Vertragsentwurf'],
    ['full-width letters and digits', 'ＡＷＳ ２０２６', 'aws 2026'],
    ['ligatures of a font', 'e\uFB03cient', 'efficient'],
    ['stretched Arabic', 'مـحـمـد', 'محمد'],
    ['an Alef with Hamza', 'أحمد', 'احمد'],
    ['Arabic and Persian digits', '١٢٣ ۴۵', '123 45'],
    ['a final Sigma and accents', 'ΟΔΟΣ', 'οδός'],
    ['a Turkish capital', 'İstanbul', 'istanbul'],
    ['half-width Katakana', 'ｶﾅ', 'カナ'],
    ['a joiner between words', 'foo\u2060bar', 'foobar'],
  ])('finds %s however it is typed', (_what, text, query) => {
    expect(slots(indexOf({ text, locale: 'de' }), query)).toEqual([0]);
    expect(slots(indexOf({ text: query }), text)).toEqual([0]);
    expect(slots(indexOf({ people: text }), query)).toEqual([0]);
  });

  it('marks all of a word with a soft hyphen', () => {
    expect(marked('ein Ver\u00ADtrag.', new Set(['vertrag']), 'de')).toEqual([
      { text: 'ein ', hit: false },
      { text: 'Ver\u00ADtrag', hit: true },
      { text: '.', hit: false },
    ]);
  });

  it('splits at what is not a letter, and leaves single letters out', () => {
    expect([...wordsOf("l'entreprise €27,000 e-mail a\u0301b 9")].map(({ text }) => text)).toEqual([
      'entreprise',
      '27',
      '000',
      'mail',
      'a\u0301b',
      '9',
    ]);
  });

  it.each([
    ['we write C++ and C# here', ['we', 'write', 'C++', 'and', 'C#', 'here']],
    [
      'R&D, AT&T; Research&Development',
      ['R&D', 'AT&T', 'AT', 'Research&Development', 'Research', 'Development'],
    ],
    ['Notepad++ 1+1 a+b #tag', ['Notepad++', 'Notepad', '1', '1', 'tag']],
    ['会議の', ['会議', '議の', 'の']],
    ['Q3の会議', ['の会', '会議', '議', 'Q3']],
    ['ประชุม', ['ประ', 'ระช', 'ะชุ', 'ชุม', 'ุม', 'ม']],
    ['x'.repeat(90), ['x'.repeat(64)]],
  ])('%s', (text, expected) => {
    expect([...wordsOf(text)].map((word) => word.text)).toEqual(expected);
  });

  it.each([
    ['budget a R&D ?!', { words: ['budget', 'R&D'], ignored: ['a', '?!'] }],
    ['会議録', { words: ['会議', '議録'], ignored: [] }],
    ['会', { words: ['会'], ignored: [] }],
    ['🎉', { words: [], ignored: ['🎉'] }],
    ['  ', { words: [], ignored: [] }],
  ])('reads the query %s', (query, expected) => {
    expect(readQuery(query)).toEqual(expected);
  });

  it('every part of a text without spaces finds it, of at least one character', () => {
    const letters = fc.constantFrom(...'会議は明日の午後三時カタガナー𠮷ประ', 'ชุ', 'ม', 'วั', 'รุ่', 'นี้');
    fc.assert(
      fc.property(
        fc.string({ unit: letters, minLength: 1, maxLength: 20 }),
        fc.nat(),
        fc.nat(),
        (text, a, b) => {
          const characters = [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
          const from = a % characters.length;
          const part = characters.slice(from, from + 1 + (b % (characters.length - from))).join('');
          expect(slots(indexOf({ text }), part), part).toEqual([0]);
        },
      ),
    );
  });

  it('every word of a text can be asked for as it is written, in whichever language', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom('en', 'nl', 'fr', 'de', undefined),
        (text, language) => {
          for (const { text: word } of wordsOf(text)) {
            expect(queryTerms(word)).toContain(termOf(word, language));
          }
        },
      ),
    );
  });
});

describe('TextIndex', () => {
  const index = indexOf(
    { locale: 'nl-BE', name: 'Fiscale positie Fysiotherapie Singel', text: 'De facturen worden nagekeken.' },
    { locale: 'en', name: 'Balance sheet review', people: 'Lisette Maas', text: 'An objection is possible.' },
    { locale: 'fr', name: 'Réunion', text: 'Les décisions financières ont été reportées.' },
    { locale: 'de', name: 'Jahresgespräch', text: 'Die Verträge laufen aus; die Straße ist gesperrt.' },
    { locale: 'pl', name: 'Spotkanie', text: 'Umowa została podpisana.' },
  );

  it.each([
    ['a whole word', 'objection', [1]],
    ['its singular, Dutch', 'factuur', [0]],
    ['its singular, French without accents', 'decision financiere', [2]],
    ['its singular, German', 'Vertrag', [3]],
    ['upper case and ligature', 'STRASSE', [3]],
    ['a prefix', 'fysio', [0]],
    ['every word, in any field', 'lisette objection', [1]],
    ['a name with a typing mistake', 'lisete', [1]],
    ['a long word with two', 'fysiotheraphi', [0]],
    ['swapped letters', 'obejction', [1]],
    ['a language without a stemmer', 'podpisana', [4]],
    ['accents where there are none', 'óbjéction', [1]],
    ['not one word of two', 'objection penguin', []],
    ['nothing but signs', '?!', []],
  ])('%s', (_, query, expected) => {
    expect(slots(index, query)).toEqual(expected);
  });

  const odd = indexOf(
    { locale: 'ja', text: '来週の定例会議で予算の見直しを行います。' },
    { locale: 'zh', text: '我们下周开会讨论预算审查和合同续签。' },
    { locale: 'th', text: 'เราจะประชุมเรื่องงบประมาณในสัปดาห์หน้า' },
    { locale: 'en', text: 'The team writes C++ and does R&D in Leuven.' },
    { locale: 'en', text: 'Vitamin C was discussed by the sales team.' },
    { locale: 'de', text: 'Das Kraftfahrzeughaftpflichtversicherungsvertragsunterlagenverzeichnis fehlt.' },
    { locale: 'nl', text: 'De arbeidsongeschiktheidsverzekering wordt nagekeken.' },
    { locale: 'en', text: 'This is an important department.' },
  );
  it.each([
    ['Japanese, in the middle of a run', '会議', [0]],
    ['one character', '算', [0, 1]],
    ['Chinese', '合同', [1]],
    ['Chinese, two words', '预算 合同', [1]],
    ['Chinese that is nowhere', '会计', []],
    ['Thai', 'ประชุม', [2]],
    ['Thai, another word', 'งบประมาณ', [2]],
    ['a language with signs', 'C++', [3]],
    ['an abbreviation', 'R&D', [3]],
    [
      'a word of fifty letters and more',
      'Kraftfahrzeughaftpflichtversicherungsvertragsunterlagenverzeichnis',
      [5],
    ],
    ['a part of a German compound', 'Versicherung', [5]],
    ['its plural', 'Versicherungen', [5]],
    ['a part of a Dutch compound', 'verzekering', [6]],
    ['no part of an English word', 'port', []],
  ])('%s', (_, query, expected) => {
    expect(slots(odd, query).toSorted()).toEqual(expected);
  });

  it('says which parts of a query it does not look for', () => {
    expect(odd.search('C budget', everything).ignored).toEqual(['C']);
  });

  it('finds parts of compounds again after being written and read, and refuses another format', async () => {
    const other = new TextIndex();
    await other.load(odd.serialise());
    expect(slots(other, 'verzekering')).toEqual([6]);
    await expect(other.load(JSON.stringify({ search: {} }))).rejects.toThrow('format');
  });

  it('says that results are similar, and only if nothing matches as typed', () => {
    expect(index.search('objection', everything).similar).toBe(false);
    expect(index.search('objektion', everything).similar).toBe(true);
    expect(index.search('xyzzyx', everything).similar).toBe(false);
  });

  it('puts names before texts, and keeps out what a filter does not allow', () => {
    const two = indexOf({ text: 'the budget' }, { name: 'Budget' });
    expect(slots(two, 'budget')).toEqual([1, 0]);
    expect(two.search('budget', (slot) => slot === 0).hits.map(({ slot }) => slot)).toEqual([0]);
  });

  it('replaces, removes, and survives being written and read', async () => {
    const one = indexOf({ locale: 'nl', text: 'beslissingen' }, { text: 'gone' });
    one.put(0, { locale: 'nl', name: '', people: '', text: 'vergaderingen' });
    one.remove(1);
    const other = new TextIndex();
    await other.load(one.serialise());
    for (const each of [one, other]) {
      expect(slots(each, 'vergadering')).toEqual([0]);
      expect(slots(each, 'beslissing')).toEqual([]);
      expect(slots(each, 'gone')).toEqual([]);
    }
    await expect(other.load('{')).rejects.toThrow();
  });

  it('accepts anything as a query', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (query) => void index.search(query, everything)));
  });
});

describe('snippets', () => {
  const terms = new Set(['invoic', 'lisette']);
  it('marks words by their stems and names as they are', () => {
    expect(marked('Invoices for Lisette, please', terms, 'en')).toEqual([
      { text: 'Invoices', hit: true },
      { text: ' for ', hit: false },
      { text: 'Lisette', hit: true },
      { text: ', please', hit: false },
    ]);
  });

  it('shows the place of the hit, between words', () => {
    const text = `${'before '.repeat(60)}the invoice was paid ${'after '.repeat(60)}`;
    const [snippet] = snippetsOf([{ kind: 'summary', text }], terms, 'en', 2);
    const shown = snippet!.parts.map((part) => part.text).join('');
    expect(shown).toMatch(/^…before.* the invoice was paid .*after…$/);
    expect(shown.length).toBeLessThan(190);
  });

  it('cuts between characters where there are no spaces', () => {
    const text = `${'👩‍👩‍👧'.repeat(40)}invoice${'🇧🇪'.repeat(100)}`;
    const [snippet] = snippetsOf([{ kind: 'summary', text }], new Set(['invoic']), 'en', 2);
    const shown = snippet?.parts.map((part) => part.text).join('') ?? '';
    expect(shown).toMatch(/^…(👩‍👩‍👧)+invoice(🇧🇪)+…$/u);
    expect(shown.length).toBeLessThan(190);
  });

  it('prefers texts with more of the query, in the order of the meeting', () => {
    const sources = ['no', 'invoice', 'lisette', 'invoice lisette'].map((text) => ({
      kind: 'note' as const,
      text,
    }));
    const shown = snippetsOf(sources, terms, 'en', 2).map(({ parts }) =>
      parts.map(({ text }) => text).join(''),
    );
    expect(shown).toEqual(['invoice', 'invoice lisette']);
  });

  it('loses no character of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.string()), (text, some) => {
        const parts = marked(text, new Set([...some, ...terms]), 'en');
        expect(parts.map((part) => part.text).join('')).toBe(text);
      }),
    );
  });
});

it('stays whole while many meetings are replaced and others come in between', async () => {
  let seed = 7;
  const word = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed.toString(36).replace(/\d/g, 'q');
  };
  const text = () => Array.from({ length: 80 }, word).join(' ');
  const index = indexOf(...Array.from({ length: 100 }, () => ({ text: text() })));
  // What was replaced is swept out of the index at some point, which must not meet what comes in in the meantime.
  for (let round = 0; round < 10; round += 1) {
    for (let slot = 0; slot < 30; slot += 1) index.put(slot, { ...empty, text: text() });
    for (let part = 0; part < 12; part += 1) {
      await new Promise((resolve) => setTimeout(resolve, 3));
      index.put(100 + ((round * 12 + part) % 60), { ...empty, text: text() });
    }
  }
  await new Promise((resolve) => setTimeout(resolve, 150));
  index.put(3, { ...empty, text: 'notarial deed' });
  expect(slots(index, 'notarial deed')).toEqual([3]);
}, 30_000);
