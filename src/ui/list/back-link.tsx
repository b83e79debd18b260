import { IconArrowLeft } from '@tabler/icons-react';
import { Link } from 'react-router';
import classes from './back-link.module.css';

interface BackLinkProps {
  readonly to: string;
  /** Where it leads. */
  readonly label: string;
  /** The target is on the same page. */
  readonly keepsScroll?: boolean;
}

/** The way up from a page: to the list that it belongs to. */
export function BackLink({ to, label, keepsScroll = false }: BackLinkProps) {
  return (
    <Link to={to} className={`ui-hint ${classes.back}`} preventScrollReset={keepsScroll} data-screen>
      <IconArrowLeft size={17} aria-hidden />
      <span dir="auto">{label}</span>
    </Link>
  );
}
