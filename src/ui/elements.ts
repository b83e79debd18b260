import type { ReactElement } from 'react';

/**
 * What may stand beside other elements: elements, never a bare text. A browser that translates the page replaces
 * text nodes, and React then fails on them (the convention `text-alone`).
 */
export type Elements = ReactElement | boolean | '' | null | undefined | readonly Elements[];
