import { communicateWithIntegration } from '#contract/claritalk/integrations.ts';

/** Method and path of actions, as in the API's documentation. */
export const target = `${communicateWithIntegration.method} ${communicateWithIntegration.root}${communicateWithIntegration.path}`;
