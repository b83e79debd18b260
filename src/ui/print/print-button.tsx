import { Button } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';

/** Prints the page. */
export function PrintButton({ label }: { readonly label: string }) {
  return (
    <Button
      variant="default"
      leftSection={<IconPrinter size={17} aria-hidden />}
      onClick={() => window.print()}
      dir="auto"
    >
      {label}
    </Button>
  );
}
