import { useNavigate, useSearchParams } from 'react-router';
import { currentQuery } from '#src/lib/address/current-query.ts';
import { useAddressText } from '#src/lib/address/use-address-text.ts';
import { paths } from '#src/paths.ts';
import { type PeopleSearch, readPeopleSearch, writePeopleSearch } from './people-search.ts';

/** What the list shows, kept in the address; what is being typed gets there after a moment. */
export function usePeopleSearch() {
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const search = readPeopleSearch(params);
  const go = async (change: Partial<PeopleSearch>, replace = false) =>
    navigate(paths.people(writePeopleSearch({ ...readPeopleSearch(currentQuery()), ...change })), {
      preventScrollReset: replace,
      replace,
    });
  const { text, type, settle } = useAddressText(
    search.text,
    (wanted) => void go({ text: wanted, page: 1 }, true),
  );
  const typing = text.trim() !== search.text.trim();
  return {
    search,
    /** What is in the field. */
    text,
    /** The page that matches what is typed. */
    page: typing ? 1 : search.page,
    type,
    /** To someone's page; Back leads to what was typed. */
    open: async (path: string) => {
      const wanted = settle();
      if (typing) await go({ text: wanted, page: 1 }, true);
      await navigate(path);
    },
    sort: (order: PeopleSearch['order']) => void go({ text: settle(), order, page: 1 }, true),
    goToPage: (page: number) => void go({ page }),
  };
}
