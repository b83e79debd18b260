import { Skeleton } from '@mantine/core';

/** Names and fields of a form that is on its way. */
export function SkeletonFields({ count }: { readonly count: number }) {
  return (
    <div className="ui-stack" aria-hidden>
      {Array.from({ length: count }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
        <div key={at} className="ui-stack ui-tight">
          <Skeleton height={12} width="30%" radius="sm" />
          <Skeleton height={36} radius="md" />
        </div>
      ))}
    </div>
  );
}
