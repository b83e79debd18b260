/**
 * Returns the token in an `Authorization` header; undefined when it is not `Bearer` or has no token. Takes linear time.
 */
export const bearerOf = (authorization: string | undefined): string | undefined =>
  /^Bearer ([\x21-\x7e]{1,8000})$/i.exec(authorization ?? '')?.[1];
