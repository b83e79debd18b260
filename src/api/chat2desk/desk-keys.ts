/**
 * Keys of what admins administer at Chat2Desk. The second part is what a delivery of its webhook says that it is about.
 */
export const deskKeys = {
  all: ['chat2desk'] as const,
  about: (subject: string) => ['chat2desk', subject] as const,
  tags: ['chat2desk', 'tag'] as const,
  operators: ['chat2desk', 'operator'] as const,
  operatorGroups: ['chat2desk', 'operator', 'groups'] as const,
  operatorLinks: ['chat2desk', 'operator', 'links'] as const,
  /** Values that a company rarely changes. */
  values: (name: string) => ['chat2desk', 'values', name] as const,
  rights: ['chat2desk', 'rights'] as const,
  rightsOf: (id: number) => ['chat2desk', 'rights', id] as const,
  tickets: ['chat2desk', 'ticket'] as const,
  ticket: (id: number) => ['chat2desk', 'ticket', id] as const,
  /** It never changes. */
  requestDialog: (request: number) => ['chat2desk', 'request', request] as const,
  ticketPage: (search: unknown) => ['chat2desk', 'ticket', 'page', search] as const,
  templates: ['chat2desk', 'template'] as const,
  templateGroups: ['chat2desk', 'template', 'groups'] as const,
};
