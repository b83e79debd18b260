import type { SystemId } from '../system.ts';

/**
 * What the addresses of pictures, sounds and files begin with that a page gets in place of a system's own. What follows
 * works for the person who got it, in their session, for at least twelve hours.
 */
export const mediaRoot = (system: SystemId): `/connected/${SystemId}/media` => `/connected/${system}/media`;
