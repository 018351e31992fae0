import {
  ErrorResponse,
  InMemoryWebStorage,
  type User,
  UserManager,
  WebStorageStateStore,
} from 'oidc-client-ts';
import {
  CallbackRefused,
  checkCallback,
  checkIdToken,
} from '../../src/app/core/auth/callback-rules';
import type { Config } from './config';

export interface Person {
  readonly sub: string;
  readonly name: string;
  readonly email: string;
}

/** Who is signed in in this tab. The session itself is Keycloak's, and every app of the realm takes part in it. */
export class Session {
  private readonly manager: UserManager;
  private user: User | null = null;
  private looking: Promise<void> | undefined;

  /** True when the session was ended by somebody else than this page. */
  endedElsewhere = false;

  constructor(private readonly config: Config) {
    this.manager = new UserManager({
      authority: config.issuer,
      client_id: config.clientId,
      redirect_uri: `${location.origin}/callback`,
      post_logout_redirect_uri: `${location.origin}/`,
      response_type: 'code',
      scope: 'openid profile email',
      // Tokens live in this page's memory alone; state, nonce and PKCE verifier must outlive the redirect.
      userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
      stateStore: new WebStorageStateStore({ prefix: 'newsletter.state.', store: sessionStorage }),
      automaticSilentRenew: false,
      monitorSession: false,
    });
  }

  get person(): Person | null {
    const profile = this.user?.profile;
    return profile
      ? {
          sub: profile.sub,
          name: profile.name ?? profile.preferred_username ?? '',
          email: profile.email ?? '',
        }
      : null;
  }

  /**
   * Asks Keycloak once whether somebody is signed in there, by a redirect of the whole page: an iframe would get no
   * cookies where browsers block those of third parties. Only a load of the page asks, never the way back, so this
   * cannot go round in circles.
   */
  async begin(): Promise<void> {
    const address = new URL(location.href);
    if (address.pathname !== '/callback') {
      await this.leave({ prompt: 'none', redirectMethod: 'replace' });
      return;
    }
    history.replaceState(null, '', '/');
    checkCallback(address.searchParams, this.config.issuer);
    try {
      const user = await this.manager.signinRedirectCallback(address.href);
      checkIdToken(user.profile, this.config, Date.now() / 1000);
      this.user = user;
    } catch (error) {
      // Keycloak's answer to prompt=none where nobody is signed in (OpenID Connect Core 3.1.2.6).
      if (!(error instanceof ErrorResponse && error.error?.endsWith('_required'))) {
        throw error;
      }
    }
  }

  signIn(): Promise<void> {
    return this.leave({});
  }

  /** Ends Keycloak's session, and with it the sign-in of every app. */
  async signOut(): Promise<void> {
    await this.manager.signoutRedirect();
    await leaving();
  }

  /** Notices that the session was ended elsewhere. Keycloak says so to whoever shows a token of it. */
  look(): Promise<void> {
    this.looking ??= this.askKeycloak().finally(() => (this.looking = undefined));
    return this.looking;
  }

  private async askKeycloak(): Promise<void> {
    const { user } = this;
    if (user === null) {
      return;
    }
    const answer = await fetch(await this.manager.metadataService.getUserInfoEndpoint(), {
      headers: { Authorization: `Bearer ${user.access_token}` },
    });
    if (answer.status === 401) {
      // The token may just be too old, which a new one of the same session shows.
      await this.renew();
    }
  }

  private async renew(): Promise<void> {
    try {
      this.user = await this.manager.signinSilent();
    } catch (error) {
      if (error instanceof ErrorResponse) {
        await this.manager.removeUser();
        this.user = null;
        this.endedElsewhere = true;
      }
    }
  }

  private async leave(args: { prompt?: string; redirectMethod?: 'replace' }): Promise<void> {
    // OpenID Connect Discovery 4.3: the document must name the very issuer it was asked from.
    if ((await this.manager.metadataService.getIssuer()) !== this.config.issuer) {
      throw new CallbackRefused('The discovery document names another issuer.');
    }
    await this.manager.signinRedirect({ ...args, nonce: crypto.randomUUID() });
    await leaving();
  }
}

/** The page is about to go; should the browser bring it back as it was, it is loaded anew. */
function leaving(): Promise<never> {
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) {
      location.reload();
    }
  });
  return new Promise<never>(() => undefined);
}
