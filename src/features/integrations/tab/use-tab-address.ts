import { useNavigate, useSearchParams } from 'react-router';

export interface TabAddress {
  /** A value of the address; empty where it has none. */
  readonly read: (name: string) => string;
  /** The page that it names, from 1. */
  readonly page: number;
  /** Puts values into the address, and shows the first page of what they leave; empty ones are left out. */
  readonly write: (values: Readonly<Record<string, string>>) => void;
  readonly go: (page: number) => void;
}

/** What a tab shows of its list: search, filters and page, in the address. */
export function useTabAddress(): TabAddress {
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const move = (values: Readonly<Record<string, string>>, replace: boolean) => {
    const next = new URLSearchParams(params);
    for (const [name, value] of Object.entries(values)) {
      if (value === '') next.delete(name);
      else next.set(name, value);
    }
    void navigate({ search: next.toString() }, { replace, preventScrollReset: true });
  };
  const page = Number(params.get('page'));
  return {
    read: (name) => params.get(name) ?? '',
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
    write: (values) => move({ page: '', ...values }, true),
    go: (next) => move({ page: next === 1 ? '' : String(next) }, false),
  };
}
