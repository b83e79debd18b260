/** What the gateway tells the page about itself, in `<meta name="claritalk-config">`. */
import * as v from 'valibot';

/** Placeholders of index.html that the gateway fills in for each answer. */
export const configPlaceholder = '__CLARITALK_CONFIG__';
export const noncePlaceholder = '__CSP_NONCE__';

export const clientConfig = v.looseObject({
  /** Where sign-in begins: Claritalk's authorization endpoint. */
  authorizeUrl: v.pipe(v.string(), v.url()),
  clientId: v.string(),
  /** Scopes to ask for, separated by spaces. */
  scope: v.string(),
  /** Bytes of audio in one uploaded chunk. */
  chunkBytes: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  /** How fast the local index may ask for meetings; 0 switches it off. */
  indexRequestsPerMinute: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  /** True where the gateway tells of changes at `/events`; else the page polls. */
  live: v.optional(v.boolean(), false),
  /** True where the gateway has a service account, so that admins may invite, change and delete users. */
  administration: v.boolean(),
  /** True where the Claritalk behind the gateway is the local sandbox. */
  sandbox: v.boolean(),
  /** Version of this dashboard. */
  version: v.string(),
});

export type ClientConfig = v.InferOutput<typeof clientConfig>;
