import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { type ReactElement, useState } from 'react';
import { useOnDemand } from '#src/ui/use-on-demand.ts';

interface DialogButtonProps<T> {
  readonly label: string;
  /** Loads what the dialog is made of when it is first opened; the same function at every rendering. */
  readonly load: () => Promise<T>;
  /** Draws the open dialog. */
  readonly children: (loaded: T, close: () => void) => ReactElement;
}

/** Opens a dialog that exports something. */
export function DialogButton<T>({ label, load, children }: DialogButtonProps<T>) {
  const [open, setOpen] = useState(false);
  const loaded = useOnDemand(load, open);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconDownload size={17} aria-hidden />}
        onClick={() => setOpen(true)}
        dir="auto"
      >
        {label}
      </Button>
      {loaded && children(loaded, () => setOpen(false))}
    </>
  );
}
