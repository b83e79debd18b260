/** The key of the sandbox's company. It is public on purpose and works nowhere else. */
export const token = 'sandbox-courier-token';
