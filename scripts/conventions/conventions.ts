import { boundedNormalForm } from './bounded-normal-form.ts';
import { browserLocale } from './browser-locale.ts';
import { browserStorage } from './browser-storage.ts';
import type { Convention } from './convention.ts';
import { changesOfTheAddress } from './current-query.ts';
import { dialogs } from './dialogs.ts';
import { emailAddresses } from './email-addresses.ts';
import { heldWhileAwake } from './held-while-awake.ts';
import { indexKnown } from './index-known.ts';
import { intlWhenNeeded } from './intl-when-needed.ts';
import { keyboardInOnePlace } from './keyboard.ts';
import { lateCode } from './late-code.ts';
import { lateFocus } from './late-focus.ts';
import { limitsOfAllGateways } from './limits.ts';
import { linearRegularExpressions } from './linear-regular-expressions.ts';
import { listKeys } from './list-keys.ts';
import { oneOfEach } from './one-of-each.ts';
import { pauses, retries } from './pauses.ts';
import { serverTime } from './server-time.ts';
import { shownChoices } from './shown-choices.ts';
import { stores } from './stores.ts';
import { targetSize } from './target-size.ts';
import { textAlone } from './text-alone.ts';
import { textDirection } from './text-direction.ts';
import { textFiles } from './text-files.ts';
import { typedSearches } from './typed-searches.ts';
import { anyTextInAddresses, wholeCharacters } from './whole-characters.ts';
import { cacheInResources, pageWrites } from './writes.ts';

/** The conventions of the source that neither the compiler nor the linter can say. One row each; add yours here. */
export const conventions: readonly Convention[] = [
  anyTextInAddresses,
  boundedNormalForm,
  browserLocale,
  browserStorage,
  cacheInResources,
  changesOfTheAddress,
  dialogs,
  heldWhileAwake,
  indexKnown,
  intlWhenNeeded,
  keyboardInOnePlace,
  lateCode,
  lateFocus,
  limitsOfAllGateways,
  listKeys,
  linearRegularExpressions,
  oneOfEach,
  pageWrites,
  pauses,
  retries,
  serverTime,
  shownChoices,
  stores,
  targetSize,
  textAlone,
  textDirection,
  emailAddresses,
  textFiles,
  typedSearches,
  wholeCharacters,
];
