import * as v from 'valibot';
import { listOrganisations, listUsers } from '#contract/claritalk.ts';
import { Refusal } from '../refusal.ts';
import type { ActionContext } from './actions.ts';

const users = v.array(v.looseObject({ id: v.optional(v.nullable(v.string())) }));

interface OrganisationNode {
  uuid?: string | null | undefined;
  domain?: string | null | undefined;
  children?: OrganisationNode[] | null | undefined;
}
const organisation: v.GenericSchema<unknown, OrganisationNode> = v.looseObject({
  uuid: v.optional(v.nullable(v.string())),
  domain: v.optional(v.nullable(v.string())),
  children: v.optional(v.nullable(v.array(v.lazy(() => organisation)))),
});
const organisations = v.array(organisation);

/**
 * Looks for the target among the users that the caller sees with their own token: the service account may see more.
 * @throws Refusal with 404 or 502, NoAnswer.
 */
export async function requireUser({ caller, call }: ActionContext, uuid: string): Promise<void> {
  const { status, body } = await call(listUsers, caller.token, {});
  const list = v.safeParse(users, body);
  if (status !== 200 || !list.success) throw notTold();
  const wanted = uuid.toLowerCase();
  if (!list.output.some(({ id }) => id?.toLowerCase() === wanted)) {
    throw new Refusal(404, 'There is no such user in your organisation.');
  }
}

/**
 * Looks for the parent among the organisations that the caller sees, and that it has no child with this domain yet.
 * @throws Refusal with 404, 409 or 502, NoAnswer.
 */
export async function requireNewDomain(
  { caller, call }: ActionContext,
  parentUuid: string,
  domain: string,
): Promise<void> {
  const { status, body } = await call(listOrganisations, caller.token, {});
  const tree = v.safeParse(organisations, body);
  if (status !== 200 || !tree.success) throw notTold();
  const parent = find(tree.output, parentUuid.toLowerCase());
  if (!parent) throw new Refusal(404, 'There is no such parent organisation for you.');
  const taken = (parent.children ?? []).some((child) => child.domain?.toLowerCase() === domain.toLowerCase());
  if (taken) throw new Refusal(409, 'This organisation has a child with that domain already.');
}

function find(nodes: readonly OrganisationNode[], uuid: string): OrganisationNode | undefined {
  for (const node of nodes) {
    if (node.uuid?.toLowerCase() === uuid) return node;
    const below = find(node.children ?? [], uuid);
    if (below) return below;
  }
  return undefined;
}

const notTold = () => new Refusal(502, 'Claritalk does not say what the caller may see.');
