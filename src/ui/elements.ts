import type { ReactElement } from 'react';

/**
 * Content that may be placed beside other elements: elements, never bare text. A browser that translates the page
 * replaces text nodes, and React then fails on them (the convention `text-alone`).
 */
export type Elements = ReactElement | boolean | '' | null | undefined | readonly Elements[];
