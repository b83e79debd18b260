/** The words of the page in one language. `{person}`, `{purpose}`, `{kept}`, `{time}`, `{version}` and `{date}` are filled in. */
export interface Catalogue {
  readonly title: string;
  /** Each is a paragraph of what people answer to. */
  readonly who: string;
  readonly why: string;
  readonly minutes: string;
  readonly kept: string;
  readonly rights: string;
  readonly name: string;
  readonly nameHint: string;
  readonly agree: string;
  readonly object: string;
  readonly agreed: string;
  readonly objected: string;
  readonly withdrawn: string;
  readonly withdraw: string;
  readonly change: string;
  readonly receipt: string;
  readonly closed: string;
  readonly full: string;
  readonly choose: string;
  readonly reference: string;
}
