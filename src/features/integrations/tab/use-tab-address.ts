import { useNavigate, useSearchParams } from 'react-router';
import { currentQuery } from '#src/lib/address/current-query.ts';
import type { Going } from '#src/lib/address/use-shown.ts';

export interface TabAddress {
  /** A value of the address; empty where it has none. */
  readonly read: (name: string) => string;
  /** The page that it names, from 1. */
  readonly page: number;
  /** Puts values into the address, and shows the first page of what they leave; empty ones are left out. */
  readonly write: (values: Readonly<Record<string, string>>) => Going;
  readonly go: (page: number) => void;
  /** The address with something opened in it, for a link; the page stays. */
  readonly opening: (name: string, value: string) => { readonly search: string };
  /** Closes what the address opens. */
  readonly close: (name: string) => void;
}

/** What a tab shows of its list: search, filters and page, in the address. */
export function useTabAddress(): TabAddress {
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const withValues = (before: URLSearchParams, values: Readonly<Record<string, string>>) => {
    const next = new URLSearchParams(before);
    for (const [name, value] of Object.entries(values)) {
      if (value === '') next.delete(name);
      else next.set(name, value);
    }
    return { search: next.toString() };
  };
  const move = (values: Readonly<Record<string, string>>, replace: boolean) =>
    navigate(withValues(currentQuery(), values), { replace, preventScrollReset: true });
  const page = Number(params.get('page'));
  return {
    read: (name) => params.get(name) ?? '',
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
    write: (values) => move({ page: '', ...values }, true),
    go: (next) => move({ page: next === 1 ? '' : String(next) }, false),
    opening: (name, value) => withValues(params, { [name]: value }),
    close: (name) => move({ [name]: '' }, true),
  };
}
