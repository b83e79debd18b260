import { queryOptions } from '@tanstack/react-query';
import { listDossiers } from '#contract/claritalk/groups.ts';
import { call } from '#src/api/client/client.ts';
import { fields, list, text } from '#src/lib/reader.ts';

export interface Dossier {
  readonly id: string;
  readonly name: string;
  /** The organisation's own number for it. */
  readonly reference: string | undefined;
}

export const dossierKeys = { all: ['dossiers'] as const };

/** The dossiers that the person may see. */
export const dossiersOptions = () =>
  queryOptions({
    queryKey: dossierKeys.all,
    queryFn: async ({ signal }) => list(await call(listDossiers, { signal }), normaliseDossier),
    staleTime: 5 * 60_000,
  });

/** Undefined without an id, because nothing can refer to it then. */
export function normaliseDossier(wire: unknown): Dossier | undefined {
  const dossier = fields(wire);
  const id = text(dossier.id) ?? text(dossier.uuid);
  if (id === undefined) return undefined;
  return { id, name: text(dossier.name) ?? id, reference: text(dossier.reference) };
}
