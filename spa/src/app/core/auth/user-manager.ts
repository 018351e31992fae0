import { InMemoryWebStorage, UserManager, WebStorageStateStore } from 'oidc-client-ts';
import type { AuthConfig } from './auth-config';
import { DpopKeys } from './dpop-keys';

/** Seconds before its end at which the access token is renewed. */
const RENEW_BEFORE_END = 30;

/** What one sign-in asks for. */
export interface SignInKind {
  /** Tells whose answer it is that comes back. */
  readonly name: string;
  readonly scope: string;
  /** Seconds since a person last proved who they are (OpenID Connect Core 3.1.2.1). */
  readonly maxAge?: number;
}

export function createUserManager(
  { issuer, clientId, dpop }: AuthConfig,
  { name, scope, maxAge }: SignInKind,
  origin: string,
): UserManager {
  return new UserManager({
    authority: issuer,
    client_id: clientId,
    redirect_uri: `${origin}/callback`,
    post_logout_redirect_uri: `${origin}/`,
    response_type: 'code',
    response_mode: 'query',
    scope,
    ...(maxAge === undefined ? {} : { max_age: maxAge }),
    // Tokens live in this page's memory alone: what no storage holds, no later script can read there.
    userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
    // state, nonce and the PKCE verifier must outlive the redirect, so memory will not do; session storage is this
    // tab's own. They are worthless without the code, and are removed when the callback is handled.
    stateStore: new WebStorageStateStore({
      prefix: `keycloak-spa.state.${name}.`,
      store: sessionStorage,
    }),
    staleStateAgeInSeconds: 1800,
    // The code is bound to the PKCE verifier; binding it to the key as well would ask for a key that a storage keeps.
    ...(dpop ? { dpop: { store: new DpopKeys() } } : {}),
    accessTokenExpiringNotificationTimeInSeconds: RENEW_BEFORE_END,
    // Tokens renews, by refresh token only: the library would fall back to an iframe, which our
    // Content-Security-Policy forbids and browsers deprive of cookies.
    automaticSilentRenew: false,
    silent_redirect_uri: '',
    // As by default, but for auth_time: callback-rules.ts looks at it.
    filterProtocolClaims: ['nbf', 'jti', 'nonce', 'acr', 'amr', 'azp', 'at_hash'],
    monitorSession: false,
    loadUserInfo: false,
  });
}
