import { Button } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import { type ComponentType, useState } from 'react';
import { useOnDemand } from '#src/ui/use-on-demand.ts';

interface FollowUpButtonProps<Props> {
  readonly icon: Icon;
  readonly text: string;
  /** What it is about, for people who hear it without its to-do; for a button that is about all, undefined. */
  readonly label: string | undefined;
  readonly load: () => Promise<ComponentType<Props & { readonly onClose: () => void }>>;
  readonly dialog: Props;
}

/** Opens a dialog about to-dos. Its code comes when it is first wanted. */
export function FollowUpButton<Props extends object>(props: FollowUpButtonProps<Props>) {
  const { icon: Sign, text, label, load, dialog } = props;
  const [isOpen, setOpen] = useState(false);
  const Dialog = useOnDemand(load, isOpen);
  return (
    <>
      <Button
        {...(label
          ? ({ size: 'compact-sm', variant: 'subtle', className: 'ui-flush' } as const)
          : { variant: 'default' })}
        leftSection={<Sign size={15} aria-hidden />}
        aria-label={label}
        onClick={() => setOpen(true)}
        dir="auto"
      >
        {text}
      </Button>
      {isOpen && Dialog && <Dialog {...dialog} onClose={() => setOpen(false)} />}
    </>
  );
}
