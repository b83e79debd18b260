/** The sandbox's fixed credentials. They are public on purpose and work nowhere else. */

/** Password of every sandbox account. */
export const accountPassword = 'sandbox';

export const accounts = [
  { email: 'ada@sandbox.test', role: 'admin', about: 'organisation admin with every permission' },
  { email: 'owen@sandbox.test', role: 'user', about: 'meeting owner who may read the questions' },
  { email: 'nora@sandbox.test', role: 'user', about: 'user without the question permissions' },
] as const;

/** Personal access tokens; they do not expire. */
export const personalAccessTokens = {
  ada: 'sandbox-pat-ada',
  owen: 'sandbox-pat-owen',
  nora: 'sandbox-pat-nora',
} as const;

/** Service account (client credentials) of the sandbox's organisation. */
export const serviceAccount = {
  clientId: 'sandbox-service',
  clientSecret: 'sandbox-service-secret',
} as const;

/** The dashboard's own confidential OAuth client. */
export const dashboardClient = {
  clientId: 'sandbox-dashboard',
  clientSecret: 'sandbox-dashboard-secret',
} as const;
