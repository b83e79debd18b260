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

/** What a native speaker would not write, as an expression, and what they would. */
export const betterPhrases: readonly (readonly [stiff: string, better: string])[] = [
  ['somebody', 'someone'],
  ['everybody', 'everyone'],
  ['anybody', 'anyone'],
  ['meanwhile', 'in the meantime, while'],
  ['anew', 'again'],
  ['once more', 'again'],
  ['any more', 'no longer'],
  ['(goes|went) on', 'continues, resumes'],
  ['for ever', 'forever'],
  ['(of|on) (its|their) own accord', 'automatically'],
  ['told apart', 'distinguished'],
  [
    '(continue|continues|repeated|again|sent|does|nothing|asks|expires|stops|closes) by itself',
    'automatically',
  ],
  ['on the disk', 'on disk'],
  ['in the place of', 'in place of'],
  ['made when missing', 'created if missing'],
  ['so many (ms|milliseconds|seconds|minutes|bytes|files)', 'this many'],
  ['(that|what|which) (is|are|was|were) none(?! of)', 'is not one'],
  ['(that|what|which|who) (is|was) no(?! (longer|more|less|good|use|reason|matter|trace)\\b)', 'is not a'],
  ['takes? note of', 'records, counts'],
  ['makes? known', 'reports'],
  ['hands? on', 'passes on'],
  ['asks? for patience', 'asks to wait'],
  ['as yet', 'yet'],
  ['look-ups?', 'lookup'],
  ['is amiss', 'is wrong'],
  ['to and fro', 'back and forth'],
  ['such a one', 'such'],
  ['(there|here|where)(by|in|of|upon)', 'say what is meant'],
  ['(whilst|amongst)', 'while, among'],
];

/** Words of a phrase may be on two lines of a comment. */
const phrases = betterPhrases.map(([stiff, better]) => ({
  better,
  expression: new RegExp(`\\b${stiff.replaceAll(' ', '\\s+(?:[*/]+\\s+)?')}\\b`, 'gi'),
}));

/** Returns the stiff phrases of a text, each with its line and what to write. */
export const stiffPhrases = (text: string): string[] =>
  phrases.flatMap(({ better, expression }) =>
    [...text.matchAll(expression)].map(
      ({ 0: found, index }) => `${text.slice(0, index).split('\n').length}: "${found}" (${better})`,
    ),
  );
