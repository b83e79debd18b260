import { useAddressSearch } from '#src/lib/address/use-address-search.ts';
import { paths } from '#src/paths.ts';
import { usualPageSize } from '#src/ui/list/page-of.ts';
import { useRowKeys } from '#src/ui/list/use-row-keys.ts';

interface Shown {
  /** 1-based. */
  readonly page: number;
  readonly text: '';
}

function read(query: URLSearchParams): Shown {
  const page = Number(query.get('page'));
  return { page: Number.isSafeInteger(page) && page >= 1 ? page : 1, text: '' };
}

const write = ({ page }: Shown) => (page > 1 ? `?page=${page}` : '');

/** Which part of a log is shown, kept in the address. */
export function useLogPage(tab: 'log' | 'conferences') {
  useRowKeys();
  const { search, go } = useAddressSearch({ read, write, path: (query = '') => paths.callsTab(tab, query) });
  return {
    shown: { offset: (search.page - 1) * usualPageSize, limit: usualPageSize },
    go: (page: number) => go({ page }),
  };
}
