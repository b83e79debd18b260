/**
 * Returns whose an access token is: `sub` of the JWT that Laravel Passport creates; undefined when it is not a JWT. Its
 * signature is not checked: only tokens just received from Claritalk's own token endpoint are read here.
 */
export function subjectOf(accessToken: string): string | undefined {
  try {
    const payload: unknown = JSON.parse(
      Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString('utf8'),
    );
    if (typeof payload !== 'object' || payload === null || !('sub' in payload)) return undefined;
    const { sub } = payload;
    return (typeof sub === 'string' && sub !== '') || typeof sub === 'number' ? String(sub) : undefined;
  } catch {
    return undefined;
  }
}
