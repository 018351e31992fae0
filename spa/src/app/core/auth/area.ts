import { DOCUMENT, InjectionToken, inject } from '@angular/core';
import type { SigninRedirectArgs, UserManager } from 'oidc-client-ts';
import { AuthConfigStore } from './auth-config';
import { CallbackRefused } from './callback-rules';
import type { SignInState } from './return-route';
import { Tokens } from './tokens';
import { type SignInKind, createUserManager } from './user-manager';

/**
 * Seconds since the person last proved who they are: the account's own sign-in. Whoever sits down at an open browser
 * cannot take the account over.
 */
export const ACCOUNT_MAX_AGE = 300;

const ARTICLES: SignInKind = {
  name: 'articles',
  scope: 'openid profile email articles:read articles:write',
};

const ACCOUNT: SignInKind = {
  name: 'account',
  scope: 'openid profile email account.self',
  maxAge: ACCOUNT_MAX_AGE,
};

/** A part of the app with a sign-in of its own: its tokens, and the way to Keycloak and back for them. */
export class Area {
  readonly tokens: Tokens;

  constructor(
    readonly manager: UserManager,
    private readonly issuer: string,
    private readonly window: Window,
  ) {
    this.tokens = new Tokens(manager);
  }

  /** Whether an answer belongs to a request of this tab and this area. */
  async askedFor(state: string | null): Promise<boolean> {
    return state !== null && (await this.manager.settings.stateStore.get(state)) !== null;
  }

  /** Leaves the page. Settles only if that fails, or when the page is seen again. */
  async leave(state: SignInState, args: SigninRedirectArgs): Promise<void> {
    await this.discover();
    await this.leaving(this.manager.signinRedirect({ ...args, state, nonce: crypto.randomUUID() }));
  }

  /** Ends the session at Keycloak, with the ID token as a hint whose it is. */
  async leaveForGood(beforeLeaving: () => void): Promise<void> {
    await this.discover();
    beforeLeaving();
    await this.leaving(this.manager.signoutRedirect());
  }

  /**
   * Notices that the session was ended elsewhere, such as in another app of the realm: Keycloak says so to whoever shows
   * a token of it. Asking spends nothing, unlike a renewal whose answer is lost.
   */
  async look(): Promise<void> {
    const token = await this.tokens.accessToken();
    if (token === null) {
      return;
    }
    const endpoint = new URL(await this.manager.metadataService.getUserInfoEndpoint());
    const headers = await this.tokens.credentials(token, 'GET', endpoint);
    const { status } = await fetch(endpoint, { headers });
    if (status === 401) {
      // The token may just be too old, which a renewal tells from a session that is over.
      await this.tokens.renew();
    }
  }

  /** Asked first, as oidc-client-ts stops the page's own loading when it fails later. */
  private async discover(): Promise<void> {
    // OpenID Connect Discovery 4.3: the document must name the very issuer it was asked from.
    if ((await this.manager.metadataService.getIssuer()) !== this.issuer) {
      throw new CallbackRefused('The discovery document names another issuer.');
    }
  }

  /**
   * Settles when the page is seen again (from the back/forward cache) or the redirect failed. The library's own
   * promise is also settled by the page's first `pageshow`, too early: the signed-out page would flash up.
   */
  private leaving(redirect: Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      redirect.catch(reject);
      this.window.addEventListener('pageshow', (event) => {
        if (event.persisted) {
          resolve();
        }
      });
    });
  }
}

/** Made on first use, which must be after the configuration is loaded. */
export const ARTICLES_AREA = areaOf(ARTICLES);
export const ACCOUNT_AREA = areaOf(ACCOUNT);

function areaOf(kind: SignInKind): InjectionToken<Area> {
  return new InjectionToken<Area>(`Area ${kind.name}`, {
    providedIn: 'root',
    factory: () => {
      const config = inject(AuthConfigStore).value;
      const window = inject(DOCUMENT).defaultView as Window;
      const manager = createUserManager(config, kind, window.location.origin);
      return new Area(manager, config.issuer, window);
    },
  });
}
