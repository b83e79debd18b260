import { useAddressSearch } from '#src/lib/address/use-address-search.ts';
import { paths } from '#src/paths.ts';
import { readInboxSearch, writeInboxSearch } from './inbox-search.ts';

/** What the inbox shows, kept in the address; what is being typed gets there after a moment. */
export const useInboxSearch = () =>
  useAddressSearch({ read: readInboxSearch, write: writeInboxSearch, path: paths.conversations });
