import type { IdTokenClaims } from 'oidc-client-ts';
import type { AuthConfig } from './auth-config';

/** The answer of the authorization endpoint was refused, and why. Carries no value of the answer itself. */
export class CallbackRefused extends Error {
  override readonly name = 'CallbackRefused';
}

/** Somebody else signed in than the one whose work was to go on. */
export class WrongPerson extends Error {
  override readonly name = 'WrongPerson';
}

const ONCE = ['code', 'state', 'iss', 'error'];

/**
 * RFC 9207 section 2.4: the answer must come from the issuer that was asked, or a code could be carried from one
 * server to another (mix-up attack). Keycloak always sends `iss`, in error answers too, so a missing one is refused
 * as well. RFC 6749 section 3.1: no parameter twice.
 */
export function checkCallback(params: URLSearchParams, issuer: string): void {
  if (ONCE.some((name) => params.getAll(name).length > 1)) {
    throw new CallbackRefused('The answer repeats a parameter.');
  }
  if (params.get('iss') !== issuer) {
    throw new CallbackRefused('The answer does not come from our issuer.');
  }
}

/**
 * OpenID Connect Core 3.1.3.7, what oidc-client-ts leaves to its caller. The signature needs no check, as the token
 * came straight from the token endpoint (rule 6 there); `nonce` is compared by the library.
 *
 * @param now seconds since the epoch
 * @param maxAge seconds that the sign-in may be old (rule 13 there); undefined if nothing was asked
 */
export function checkIdToken(
  claims: IdTokenClaims,
  config: Pick<AuthConfig, 'issuer' | 'clientId'>,
  now: number,
  maxAge?: number,
): void {
  if (claims.iss !== config.issuer) {
    throw new CallbackRefused('The ID token is of another issuer.');
  }
  const audience = Array.isArray(claims.aud) ? claims.aud : [claims.aud];
  if (audience.length !== 1 || audience[0] !== config.clientId) {
    throw new CallbackRefused('The ID token is meant for another client.');
  }
  if (!(claims.exp > now - CLOCK_SKEW)) {
    throw new CallbackRefused('The ID token has expired.');
  }
  if (maxAge !== undefined && !((claims.auth_time ?? 0) > now - maxAge - CLOCK_SKEW)) {
    throw new CallbackRefused('The sign-in is older than was asked for.');
  }
}

/** Seconds that this machine's clock may be wrong. */
const CLOCK_SKEW = 300;
