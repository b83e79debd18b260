import { setNonce } from 'get-nonce';

// Browsers hide a nonce from selectors and attributes, but not from scripts that hold the element.
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

// react-remove-scroll (under Mantine's modals) asks here.
if (nonce) setNonce(nonce);

/** The nonce that style elements of this document need (content security policy). */
export const styleNonce = (): string => nonce;
