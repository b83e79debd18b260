import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { Panel } from '#src/ui/panel.tsx';
import { Said } from './said.tsx';

interface ActionPanelProps {
  readonly title: string;
  readonly lead: string;
  /** What the button that opens the dialog says. */
  readonly button: string;
  readonly danger?: boolean;
  /** Said once it was done. */
  readonly done: string;
  readonly dialog: (events: { readonly onDone: () => void; readonly onClose: () => void }) => ReactElement;
}

/** Something to do at a connected system: what it is, the button, and whether it was done. */
export function ActionPanel({ title, lead, button, danger, done, dialog }: ActionPanelProps) {
  const [open, setOpen] = useState(false);
  const [said, setSaid] = useState('');
  const ask = () => {
    setSaid('');
    setOpen(true);
  };
  return (
    <Panel title={title} lead={lead}>
      <div>
        <Button variant="default" {...(danger ? { color: 'red' } : {})} onClick={ask} dir="auto">
          {button}
        </Button>
      </div>
      <Said text={said} />
      {open && dialog({ onDone: () => setSaid(done), onClose: () => setOpen(false) })}
    </Panel>
  );
}
