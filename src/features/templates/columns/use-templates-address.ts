import { useCallback, useMemo } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { currentQuery } from '#src/lib/address/current-query.ts';
import type { Going } from '#src/lib/address/use-shown.ts';
import { paths } from '#src/paths.ts';
import { readAddress, type TemplatesAddress, writeAddress } from '../shared/address.ts';

/** Changes the address that the router is going to, if it is: of two changes the second keeps the first. */
export type GoTo = (change: (now: TemplatesAddress) => TemplatesAddress, replace?: boolean) => Going;

/** What the address says, and how to change it. */
export function useTemplatesAddress(): { readonly address: TemplatesAddress; readonly go: GoTo } {
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const address = useMemo(() => readAddress(params), [params]);
  const go = useCallback<GoTo>(
    (change, replace = false) =>
      navigate(paths.templates(writeAddress(change(readAddress(currentQuery())))), {
        preventScrollReset: true,
        replace,
      }),
    [navigate],
  );
  return { address, go };
}
