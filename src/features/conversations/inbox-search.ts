import { inboxViews } from '#contract/gateway/conversations.ts';
import { wholeCharacters } from '#contract/whole-characters.ts';
import type { InboxQuery } from '#src/api/gateway/conversations.ts';

/** What the inbox shows, as its address says it. */
export interface InboxSearch extends Omit<InboxQuery, 'offset' | 'limit' | 'system'> {
  /** 1-based. */
  readonly page: number;
}

/** In place of an operator's id. */
export const nobody = 'nobody';

/** In place of a channel's id: all of Courier. */
export const ofCourier = 'courier';

const maximumText = 200;
const idOf = (value: string | null) => (value !== null && /^\d{1,15}$/.test(value) ? value : undefined);

/** Reads the address's query; whatever is missing or odd becomes the default. */
export function readInboxSearch(query: URLSearchParams): InboxSearch {
  const page = Number(query.get('page'));
  return {
    page: Number.isSafeInteger(page) && page >= 1 ? page : 1,
    view: inboxViews.find((view) => view === query.get('view')) ?? 'all',
    channel: query.get('channel') === ofCourier ? ofCourier : idOf(query.get('channel')),
    tag: idOf(query.get('tag')),
    operator: query.get('operator') === nobody ? nobody : idOf(query.get('operator')),
    unread: query.get('unread') === '1',
    text: wholeCharacters(query.get('q') ?? '', maximumText),
  };
}

/** The address's query; defaults are left out. */
export function writeInboxSearch({ page, view, channel, tag, operator, unread, text }: InboxSearch): string {
  const query = new URLSearchParams();
  if (view !== 'all') query.set('view', view);
  if (channel !== undefined) query.set('channel', channel);
  if (tag !== undefined) query.set('tag', tag);
  if (operator !== undefined) query.set('operator', operator);
  if (unread) query.set('unread', '1');
  if (text.trim() !== '') query.set('q', text);
  if (page > 1) query.set('page', String(page));
  const written = query.toString();
  return written === '' ? '' : `?${written}`;
}
