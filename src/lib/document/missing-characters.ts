/** A document cannot show some of its characters: no font of this application has them. Nothing was saved. */
export class MissingCharacters extends Error {
  /** Each of them once, in the order of the document. */
  readonly characters: readonly string[];

  constructor(characters: Iterable<string>) {
    super('no font has some characters of the document');
    this.characters = [...characters];
  }
}
