import { createParser } from 'eventsource-parser';
import { emailKey, isEmail, normaliseEmail, trimInvisible } from '#contract/email.ts';
import { normalForm } from '#contract/normal-form.ts';
import { publicUrlOf } from '#contract/public-url.ts';
import {
  firstCharacter,
  shortened,
  wholeCharacters,
  wholeCharactersInBytes,
} from '#contract/whole-characters.ts';
import { normaliseNotes, normaliseTodos } from '#src/api/claritalk/meetings/meetings-parts.ts';
import { readReview } from '#src/api/claritalk/meetings/review.ts';
import { normaliseMeeting } from '#src/api/claritalk/meetings/whole-meeting.ts';
import { retryAfterMs } from '#src/api/client/errors.ts';
import { wordsOf as paletteWordsOf, scoreOf } from '#src/app/palette/model/fuzzy.ts';
import { turnsOf } from '#src/features/calls/turns.ts';
import { parseMetadata } from '#src/features/meetings/edit/metadata-text.ts';
import { readMeetingSearch } from '#src/features/meetings/list/model/list-search.ts';
import { readSavedViews } from '#src/features/meetings/list/model/saved-views.ts';
import { parseMarkdown } from '#src/features/meetings/shared/markdown.ts';
import { readableMetadata, wordsOfKey } from '#src/features/meetings/shared/metadata.ts';
import { domainOf, problemsOf } from '#src/features/organisations/model/new-organisation.ts';
import { sortPeople } from '#src/features/people/directory/people-search.ts';
import { fileNameOf } from '#src/features/recorder/model/file-name.ts';
import { keptDraft } from '#src/features/settings/model/draft-links.ts';
import { findItems, sortItems } from '#src/features/templates/columns/find.ts';
import { readAddress } from '#src/features/templates/shared/address.ts';
import { safePart } from '#src/lib/file-name.ts';
import { fingerprint } from '#src/lib/hash/fingerprint.ts';
import { isHookUrl } from '#src/lib/hook-url.ts';
import { listInPortions } from '#src/lib/in-portions.ts';
import { jsonText } from '#src/lib/json-text.ts';
import { languageName } from '#src/lib/language-name.ts';
import { isPhoneCall } from '#src/lib/meeting-source.ts';
import { instant, number, text as textOf } from '#src/lib/reader.ts';
import { trimCharacters } from '#src/lib/trim.ts';
import { safeReturnTo } from '#src/services/auth/return-to.ts';
import { Compounds } from '#src/services/search-index/model/compounds.ts';
import { fold } from '#src/services/search-index/model/fold.ts';
import { marked, snippetsOf } from '#src/services/search-index/model/snippets.ts';
import { TextIndex } from '#src/services/search-index/model/text-index.ts';
import { queryTerms, readQuery, wordsOf } from '#src/services/search-index/model/words.ts';
import type { Parser } from '../parser.ts';

const markup = ['*', '_', '`', '#', ' ', '\n', '- ', '\n1. x', '\\', 'é'];
const address = ['@', '.', '-', 'a', 'é', '\u200b', '%', '"'];
const path = ['/', '.', '\\', '%2e', '?', '#', ':', '@'];
const name = ['.', ' ', '-', '/', 'é', 'e\u0301', '\u202e', '👩‍👩‍👧'];
const words = ['a', ' ', '&', '+', '会', 'ก', '1', '\u0301'];
const json = ['[', '{"a":', '"', '\\"', '0,', ' '];

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return [text];
  }
};
/** Each text is one parameter: dividing an address is the browser's work. */
const queryOf = (text: string) =>
  new URLSearchParams([
    ...['q', 'findType', 'type', 'page'].map((name) => [name, text]),
    ...statusesOf(text),
  ]);
const statusesOf = (text: string) => Array.from(text, (sign, at) => ['status', `${sign}${at}`]);
const person = { uuid: 'u', email: undefined, locale: undefined, createdAt: undefined, updatedAt: undefined };

/** What the page reads of texts that people, Claritalk and the assistant wrote. */
export const textParsers: readonly Parser[] = [
  { name: 'turns of a call', signs: [' – ', '\n', '–', ' ', 'a'], read: turnsOf },
  { name: 'Markdown', signs: markup, read: parseMarkdown },
  { name: 'trimInvisible', signs: [' ', 'a', '\u200b'], read: trimInvisible },
  { name: 'trimCharacters', signs: ['.', ' ', 'a'], read: (text) => trimCharacters(text, '. ') },
  { name: 'e-mail address', signs: address, read: isEmail },
  { name: 'e-mail address normalised', signs: address, read: normaliseEmail },
  { name: 'e-mail address compared', signs: address, read: emailKey },
  { name: 'public URL', signs: path, read: (text) => publicUrlOf(`https://${text}`) },
  { name: 'hook URL', signs: path, read: (text) => isHookUrl(`https://${text}`, true) },
  { name: 'normal form', signs: ['a', '\u0301', '\u0323', '각'], read: (text) => normalForm(text, 'NFC') },
  { name: 'whole characters', signs: name, read: (text) => wholeCharacters(text, 100) },
  { name: 'whole characters in bytes', signs: name, read: (text) => wholeCharactersInBytes(text, 100) },
  { name: 'shortened', signs: name, read: (text) => shortened(text, 100) },
  { name: 'first character', signs: name, read: firstCharacter },
  { name: 'fingerprint', signs: ['a', '\n'], read: fingerprint },
  { name: 'Retry-After', signs: ['1', ' ', ',', ':', 'Mon, '], read: (text) => retryAfterMs(text, 0) },
  { name: 'language tag', signs: ['-', '_', 'en'], read: (text) => languageName(text, 'en') },
  {
    name: 'source of a meeting',
    signs: ['3', '_', ' ', '3cx'],
    read: (text) => isPhoneCall({ recordingType: text, metadata: text }),
  },
  { name: 'a number', signs: ['1', ' ', '.', 'e'], read: number },
  { name: 'a text', signs: [' ', 'a'], read: textOf },
  { name: 'an instant', signs: [' ', '1', '-', 'T', ':'], read: instant },
  { name: 'where to return to', signs: path, read: (text) => safeReturnTo(`/${text}`) },
  {
    name: 'server-sent events',
    signs: ['\n', 'data:', 'id:', ' ', 'a'],
    read: (text) => createParser({ onEvent() {} }).feed(text),
  },
  {
    name: 'server-sent events, sign by sign',
    signs: ['\n', 'data:', 'id:', ' ', 'a'],
    read: (text) => Array.from(text).forEach(createParser({ onEvent() {} }).feed),
  },
  { name: 'fold', signs: words, read: fold },
  { name: 'words', signs: words, read: (text) => [...wordsOf(text)] },
  {
    name: 'query',
    signs: words,
    read: (text) => readQuery(text).words.flatMap(queryTerms),
  },
  { name: 'marked words', signs: words, read: (text) => marked(text, new Set(['a', '1']), 'en') },
  {
    name: 'snippets',
    signs: words,
    read: (text) => snippetsOf([{ kind: 'note', text }], new Set(['aa', '1', 'ก']), 'de', 3),
  },
  {
    name: 'text index',
    signs: ['a', ' ', '会', '1', 'é'],
    read: (text) => {
      const index = new TextIndex();
      index.put(1, { locale: 'de', name: text, people: text, text });
    },
  },
  {
    name: 'compounds',
    signs: ['a', 'aaaaaaaab'],
    read: (text) => new Compounds([text]).containing(['aaaab', 'aaaac']),
  },
  { name: 'words of the palette', signs: words, read: paletteWordsOf },
  {
    name: 'fuzzy search',
    signs: ['a', 'b', ' ', ' a', 'ab'],
    read: (text) => scoreOf(['aab', 'abba', 'aaaaaaab'], text),
  },
  {
    name: 'search of people',
    signs: words,
    read: (text) => sortPeople([{ ...person, name: text } as never], 'name', 'en'),
  },
  {
    name: 'search of templates',
    signs: words,
    read: (text) =>
      findItems(
        sortItems([{ id: 1 }], () => text, 'name', 'en'),
        text,
      ),
  },
  { name: 'key of metadata', signs: ['_', '-', 'a', 'B', ' '], read: wordsOfKey },
  {
    name: 'metadata',
    length: 960,
    signs: json,
    read: (text) => readableMetadata({ note: text, more: parsed(text) }),
  },
  { name: 'metadata in a form', signs: json, read: parseMetadata },
  { name: 'JSON to be shown', signs: json, read: (text) => jsonText(parsed(text)) },
  {
    name: 'address of the list',
    signs: ['&', '=', 'q=', 'status=a&', '%', '+'],
    read: (text) => readMeetingSearch(queryOf(text), new Date(0)),
  },
  {
    name: 'address of templates',
    length: 960,
    signs: ['&', '=', 'type=1', '%', '+'],
    read: (text) => readAddress(queryOf(text)),
  },
  {
    name: 'saved views',
    signs: ['a', 'a ', '👩‍👩‍👧'],
    read: (text) => readSavedViews(Array.from(text, (sign, at) => ({ name: `${sign}${at}`, search: '' }))),
  },
  { name: 'draft', signs: ['.', 'edit.', '/', '%'], read: keptDraft },
  {
    name: 'review',
    signs: ['a', '\n', '0'],
    read: (text) =>
      readReview({
        dashboard: { review: { version: 1, notes: Object.fromEntries(text.split('').entries()) } },
      }),
  },
  {
    name: 'meeting',
    signs: ['a', '\n', ' '],
    read: (text) =>
      normaliseMeeting(
        {
          name: text,
          summary: text.split('').map((content) => ({ type: 'general', content })),
          questions: text
            .split('')
            .map((question) => ({ theme: question, question, answer: text.slice(0, 9) })),
          attendees: text.split(''),
        },
        'id',
      ),
  },
  {
    name: 'notes and to-dos',
    signs: ['a', '\n', ' '],
    read: (text) => [normaliseNotes(text.split('')), normaliseTodos(text.split(''))],
  },
  {
    name: 'list of thousands',
    signs: ['a'],
    length: 600,
    read: (text) => listInPortions(text.split(''), textOf),
  },
  { name: 'part of a file name', signs: name, read: (text) => safePart(text, '-') },
  {
    name: 'name of a recording',
    signs: name,
    read: (text) =>
      fileNameOf({ name: text, mimeType: `audio/webm;${text}`, startedAt: '2026-11-29T00:00:00Z' }),
  },
  { name: 'domain', signs: path, read: domainOf },
  {
    name: 'new organisation',
    signs: ['a.', 'a', '-', '.', ' '],
    read: (text) => problemsOf({ name: text, domain: text, webhook: text }, false),
  },
];
