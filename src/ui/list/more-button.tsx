import { Button } from '@mantine/core';
import type { LogTableProps } from './log-table.tsx';

interface MoreButtonProps {
  /** The list, as a query that continues. */
  readonly of: LogTableProps<unknown, string>['older'];
  readonly text: string;
  readonly small?: boolean;
}

/** Loads further rows below those that are shown, while there are any. */
export const MoreButton = ({ of, text, small = false }: MoreButtonProps) =>
  of.hasNextPage && (
    <Button
      variant="default"
      size={small ? 'xs' : 'sm'}
      loading={of.isFetchingNextPage}
      onClick={() => of.fetchNextPage()}
      dir="auto"
    >
      {text}
    </Button>
  );
