import { ApiError } from '#src/api/client/errors.ts';
import { useOnDemand } from '#src/ui/use-on-demand.ts';

const load = () => import('./forbidden-explained.tsx');

/** Beside an error's text: when the server refused with 403, a button that explains why. Nothing for other errors. */
export function WhyForbidden({ error }: { readonly error: unknown }) {
  const refused = error instanceof ApiError && error.kind === 'forbidden' ? error : undefined;
  const code = useOnDemand(load, refused !== undefined);
  return refused && code ? <code.ForbiddenExplained operation={refused.operation} /> : null;
}
