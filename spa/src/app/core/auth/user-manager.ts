import { DOCUMENT, InjectionToken, inject } from '@angular/core';
import { InMemoryWebStorage, UserManager, WebStorageStateStore } from 'oidc-client-ts';
import { AuthConfigStore } from './auth-config';

export const SCOPE = 'openid profile email articles:read articles:write';

/** Seconds before its end at which the access token is renewed. */
const RENEW_BEFORE_END = 30;

/** Made on first use, which must be after the configuration is loaded. */
export const USER_MANAGER = new InjectionToken<UserManager>('USER_MANAGER', {
  providedIn: 'root',
  factory: () => {
    const { issuer, clientId } = inject(AuthConfigStore).value;
    const { origin } = inject(DOCUMENT).location;
    return new UserManager({
      authority: issuer,
      client_id: clientId,
      redirect_uri: `${origin}/callback`,
      post_logout_redirect_uri: `${origin}/`,
      response_type: 'code',
      response_mode: 'query',
      scope: SCOPE,
      // Tokens live in this page's memory alone: what no storage holds, no later script can read there.
      userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
      // state, nonce and the PKCE verifier must outlive the redirect, so memory will not do; session storage is this
      // tab's own. They are worthless without the code, and are removed when the callback is handled.
      stateStore: new WebStorageStateStore({ prefix: 'keycloak-spa.', store: sessionStorage }),
      staleStateAgeInSeconds: 1800,
      accessTokenExpiringNotificationTimeInSeconds: RENEW_BEFORE_END,
      // AuthService renews, by refresh token only: the library would fall back to an iframe, which our
      // Content-Security-Policy forbids and browsers deprive of cookies.
      automaticSilentRenew: false,
      silent_redirect_uri: '',
      monitorSession: false,
      loadUserInfo: false,
    });
  },
});
