import { Text } from '@mantine/core';
import { Link, type To } from 'react-router';

interface CellButtonProps {
  readonly text: string;
  /** What it opens, for people who hear it without its row: after what is to be seen, where it does not say that. */
  readonly label: string;
  readonly onClick: () => void;
}

/** The content of a cell that opens something about its row. */
export const CellButton = ({ text, label, onClick }: CellButtonProps) => (
  <Text
    component="button"
    type="button"
    size="sm"
    ta="start"
    className="ui-accent"
    aria-label={label.includes(text) ? label : `${text}, ${label}`}
    onClick={onClick}
    dir="auto"
  >
    {text}
  </Text>
);

/** The name of a row, which opens it in the tab's own address. */
export const CellLink = ({ to, text }: { readonly to: To; readonly text: string }) => (
  <Link to={to} preventScrollReset dir="auto">
    {text}
  </Link>
);
