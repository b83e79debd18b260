import type { ReactElement } from 'react';
import { createPortal } from 'react-dom';

/**
 * Mounted at the end of the document: what lies above the page is shown whatever becomes of the part that opened it, such as
 * the navigation, which a window that narrows hides with everything in it.
 */
export const AbovePage = ({ children }: { readonly children: ReactElement }) =>
  createPortal(children, document.body);
