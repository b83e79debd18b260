import * as v from 'valibot';
import { listOrganisations } from '#contract/claritalk/organisations.ts';
import { listUsers } from '#contract/claritalk/users.ts';
import { claritalkName } from '../../upstreams/claritalk.ts';
import { refusal } from '../http/refusal.ts';
import type { ActionContext } from './action-context.ts';

const user = v.looseObject({
  id: v.optional(v.nullable(v.string())),
  email: v.optional(v.nullable(v.string())),
});
const users = v.array(user);

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
 * @returns what is stored about that user.
 * @throws Refusal with 404 or 502, NoAnswer.
 */
export async function requireUser(
  { caller, call }: ActionContext,
  uuid: string,
): Promise<v.InferOutput<typeof user>> {
  const { status, body } = await call(listUsers, caller.token, {});
  const list = v.safeParse(users, body);
  if (status !== 200 || !list.success) throw notTold();
  const wanted = uuid.toLowerCase();
  const found = list.output.find(({ id }) => id?.toLowerCase() === wanted);
  if (!found) throw refusal('user-missing', {});
  return found;
}

/**
 * Looks for the parent among the organisations that the caller sees, and checks that it has no child with this domain
 * yet.
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
  if (!parent) throw refusal('parent-missing', {});
  const taken = (parent.children ?? []).some((child) => child.domain?.toLowerCase() === domain.toLowerCase());
  if (taken) throw refusal('domain-taken', {});
}

function find(nodes: readonly OrganisationNode[], uuid: string): OrganisationNode | undefined {
  for (const node of nodes) {
    if (node.uuid?.toLowerCase() === uuid) return node;
    const below = find(node.children ?? [], uuid);
    if (below) return below;
  }
  return undefined;
}

const notTold = () => refusal('rights-unknown', { system: claritalkName });
