/** Keys of what admins administer at Courier, by the resources' own names. */
export const courierKeys = {
  /** Everything that was read of a resource. */
  of: (resource: string) => ['courier', resource] as const,
  /** A list of it. @param search what it was searched by */
  list: (resource: string, search: string | undefined = undefined) =>
    ['courier', resource, 'list', search] as const,
  one: (resource: string, id: string) => ['courier', resource, 'one', id] as const,
  /** Who people of the organisation are there, as admins said. */
  links: ['courier', 'links'] as const,
};
