import { queryOptions } from '@tanstack/react-query';
import * as contract from '#contract/courier/replies.ts';
import { fields, flag, text, type Wire } from '#src/lib/reader.ts';
import { call } from '../../client/client.ts';
import { elevated, type IdempotencyKey } from '../../client/idempotency-key.ts';
import { write } from '../../client/write.ts';
import { changing } from './change.ts';
import { courierKeys } from './courier-keys.ts';
import { allItems, type Item, itemOf } from './items.ts';

/** An abbreviation that becomes a longer text in a message. */
export interface Snippet {
  readonly id: string;
  /** 4 to 15 small letters and digits. */
  readonly name: string;
  /** Undefined where Courier keeps something else than a text of it. */
  readonly text: string | undefined;
  readonly on: boolean;
  /** In the words of Courier. */
  readonly type: string;
  /** All that Courier keeps of it: its document does not say what that may be. */
  readonly args: Wire;
}

const resource = 'messaging-plugins';
/** Of the first one of a company, which has none to be like. */
const usualType = 'snippet';

export const snippetsOptions = (organisation: string) =>
  queryOptions({
    queryKey: courierKeys.list(resource, organisation),
    queryFn: ({ signal }) => readSnippets(organisation, signal),
  });

const readSnippets = (organisation: string, signal: AbortSignal | undefined) =>
  allItems(
    (page) =>
      call(contract.listMessagingPlugins, { query: { 'organization-id': organisation, ...page }, signal }),
    normaliseSnippet,
  );

export function normaliseSnippet({ id, of }: Item): Snippet {
  const args = fields(of.args);
  return {
    id,
    name: text(of.name) ?? id,
    text: text(args.text),
    on: flag(of.enabled) ?? true,
    type: text(of.type) ?? usualType,
    args,
  };
}

export interface NewSnippet extends IdempotencyKey {
  readonly organisation: string;
  readonly name: string;
  readonly text: string;
  /** Those that there are: a new one is of the same kind. */
  readonly type: string | undefined;
}

export const createSnippet = changing<NewSnippet>({
  send({ organisation, name, text: words, type = usualType, ...wish }) {
    const attributes = { 'organization-id': organisation, name, type, args: { text: words } };
    const body = { data: { type: 'messaging-plugins' as const, attributes } };
    return write(contract.createMessagingPlugin, { body, ...elevated(wish) });
  },
  async read({ organisation, name, text: words }, signal) {
    const now = await readSnippets(organisation, signal);
    return now.find((one) => one.name === name && one.text === words);
  },
  renews: [resource],
});

const readSnippet = async (id: string, signal: AbortSignal | undefined) => {
  const item = itemOf(await call(contract.getMessagingPlugin, { params: { id }, signal }));
  return item && normaliseSnippet(item);
};

export interface SnippetChange extends IdempotencyKey {
  readonly id: string;
  readonly changes: { readonly name?: string; readonly text?: string };
  /** As they were: what is not a text stays. */
  readonly args: Wire;
}

export const changeSnippet = changing<SnippetChange>({
  send({ id, changes: { name, text: words }, args, ...wish }) {
    const attributes = {
      ...(name === undefined ? {} : { name }),
      ...(words === undefined ? {} : { args: { ...args, text: words } }),
    };
    const body = { data: { id, type: 'messaging-plugins' as const, attributes } };
    return write(contract.updateMessagingPlugin, { params: { id }, body, ...elevated(wish) });
  },
  async read({ id, changes }, signal) {
    const now = await readSnippet(id, signal);
    const isIt =
      now &&
      (changes.name === undefined || now.name === changes.name) &&
      (changes.text === undefined || now.text === changes.text);
    return isIt ? now : undefined;
  },
  renews: [resource],
});

/** Something that is switched on or off. */
export interface Switch extends IdempotencyKey {
  readonly id: string;
  readonly on: boolean;
}

/** Switches a snippet on or off. */
export const switchSnippet = changing<Switch>({
  send({ id, on, ...wish }) {
    const options = { params: { id }, body: {}, ...elevated(wish) };
    return on
      ? write(contract.enableMessagingPlugin, options)
      : write(contract.disableMessagingPlugin, options);
  },
  async read({ id, on }, signal) {
    const now = await readSnippet(id, signal);
    return now?.on === on ? now : undefined;
  },
  renews: [resource],
});
