/** Names that the field has a better word for, and that word. */
export const betterWords: Readonly<Record<string, string>> = {
  laterParts: 'lazyModules',
  laterCards: 'lazyCards',
  laterServer: 'lazyServer',
  Wish: 'IdempotencyKey',
  Wishes: 'IdempotencyStore',
  UploadPatience: 'UploadRetry',
  Wakeable: 'InterruptibleSleep',
  BroughtFile: 'ImportedFile',
  bringFile: 'importFile',
  newPlace: 'newTarget',
  leftPlace: 'resumeTarget',
  ownMemory: 'memoryStorage',
  localMemory: 'localStorageStore',
};

const pattern = new RegExp(`\\b(${Object.keys(betterWords).join('|')})\\b`, 'g');

/** How many such names a source has. */
export const outdatedWords = (source: string): number => source.match(pattern)?.length ?? 0;
