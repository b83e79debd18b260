import { useCallback, useMemo } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { paths } from '#src/paths.ts';
import { readAddress, type TemplatesAddress, writeAddress } from '../shared/address.ts';

export type GoTo = (address: TemplatesAddress, replace?: boolean) => void;

/** What the address says, and how to change it. */
export function useTemplatesAddress(): { readonly address: TemplatesAddress; readonly go: GoTo } {
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const address = useMemo(() => readAddress(params), [params]);
  const go = useCallback<GoTo>(
    (next, replace = false) =>
      void navigate(paths.templates(writeAddress(next)), { preventScrollReset: true, replace }),
    [navigate],
  );
  return { address, go };
}
