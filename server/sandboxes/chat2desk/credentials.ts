/** The API token of the sandbox's company. It is public on purpose and works nowhere else. */
export const apiToken = 'sandbox-chat2desk-token';
