/** The key of the sandbox's workspace. It is public on purpose and works nowhere else. */
export const key = 'sandbox-claap-key';
