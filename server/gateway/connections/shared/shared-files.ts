import { sharedRoot } from '#contract/gateway/shared-files.ts';
import { publicUrlOf } from '#contract/public-url.ts';
import { isLoopback } from '../../http/origin.ts';
import { refusal } from '../../http/refusal.ts';
import { conversationSystem } from '../conversations/conversations.ts';
import { fieldAt } from '../fields.ts';
import type { OfferedSystem } from '../offered.ts';
import type { SharedFileStore, SharedFor } from './shared-file-store.ts';

/** Under which origins the gateway can be reached. */
export interface Origins {
  /** PUBLIC_URL. */
  readonly publicUrl: string;
  /** On this machine. */
  readonly local: string;
}

export interface SharedFilesOptions {
  readonly store: SharedFileStore;
  readonly offered: readonly OfferedSystem[];
  readonly origins: Origins;
  /** Whether Claritalk is the sandbox, whose systems are on this machine. */
  readonly sandbox: boolean;
}

/** In place of a link. */
const cut = `${sharedRoot}/…`;
const linkForm = /\/shared\/([\w-]{43})(?![\w-])/g;

/** Links to files, as messages contain them. */
export class SharedFiles {
  readonly store: SharedFileStore;
  /** What links begin with; undefined where whoever fetches them cannot reach this dashboard. */
  readonly root: string | undefined;

  constructor({ store, offered, origins, sandbox }: SharedFilesOptions) {
    const url = offered.find(({ system }) => system.id === conversationSystem)?.url;
    const isHere = sandbox && url !== undefined && isLoopback(new URL(url).hostname);
    const isPublic = publicUrlOf(origins.publicUrl).problem === undefined;
    const origin = isHere ? origins.local : isPublic ? origins.publicUrl : undefined;
    this.store = store;
    this.root = origin && `${origin}${sharedRoot}/`;
  }

  /** The id in the address of a file; undefined for any other address. */
  linkIn(address: string): string | undefined {
    return this.root !== undefined && address.startsWith(this.root)
      ? address.slice(this.root.length)
      : undefined;
  }

  /**
   * Checks a message: a link of ours in it must work, and be this client's. A message that is sent again after its link
   * has ended would promise a file that is not there.
   * @throws Refusal with 409
   */
  async check(organisation: string, body: unknown): Promise<void> {
    const texts = textsOf(body);
    const links = linksIn(body);
    if (texts.some((text) => text.includes(cut))) throw refusal('shared-ended', {});
    const phone = fieldAt(body, 'data.attributes.target');
    const to = typeof phone === 'string' ? { phone } : { client: Number(fieldAt(body, 'client_id')) };
    const work = await Promise.all(links.map((link) => this.store.isFor(link, organisation, to)));
    if (work.includes(false)) throw refusal('shared-ended', {});
  }

  /** Notes with which message the links in a body leave. */
  async bind(sender: SharedFor, body: unknown): Promise<void> {
    for (const link of linksIn(body)) await this.store.bind(link, sender);
  }
}

const textsOf = (body: unknown): readonly string[] =>
  ['text', 'attachment', 'data.attributes.message'].flatMap((field) => {
    const text = fieldAt(body, field);
    return typeof text === 'string' ? [text] : [];
  });

const linksIn = (body: unknown): readonly string[] =>
  textsOf(body).flatMap((text) => [...text.matchAll(linkForm)].map(([, link]) => link ?? ''));

/** A text without the ids of links, which are stored nowhere. */
export const withoutLinks = (text: string): string => text.replace(linkForm, cut);
