import { communicateWithIntegration } from '#contract/claritalk/integrations.ts';

/** Where actions go: method and path, as the API's documentation names them. */
export const target = `${communicateWithIntegration.method} ${communicateWithIntegration.root}${communicateWithIntegration.path}`;
