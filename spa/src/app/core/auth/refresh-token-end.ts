/**
 * Keycloak's refresh tokens are JWTs that end with the session at the latest. Read for its end only, and never trusted:
 * whoever could change it would have the token.
 *
 * @returns seconds since the epoch; null for a token that says nothing
 */
export function refreshTokenEnd(token: string | undefined): number | null {
  const payload = token?.split('.')[1];
  if (payload === undefined) {
    return null;
  }
  try {
    const json = atob(payload.replaceAll('-', '+').replaceAll('_', '/'));
    const exp: unknown = (JSON.parse(json) as { exp?: unknown }).exp;
    return typeof exp === 'number' && exp > 0 ? exp : null;
  } catch {
    return null;
  }
}
