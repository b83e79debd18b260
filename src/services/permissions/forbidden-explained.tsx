import { useQuery } from '@tanstack/react-query';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { WhyButton } from '#src/ui/why-not.tsx';
import { useRefusals } from './use-refusals.ts';

/** Explains why the server refused an operation to the reader, whose role and permissions are asked for again. */
export function ForbiddenExplained({ operation }: { readonly operation: string }) {
  const { data: self } = useQuery({ ...currentUserQuery(), refetchOnMount: 'always' });
  const refusals = useRefusals();
  return self ? <WhyButton refusal={refusals.forbidden(self, operation)} /> : null;
}
