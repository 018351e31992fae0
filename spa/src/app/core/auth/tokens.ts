import { signal } from '@angular/core';
import { ErrorResponse, type User, type UserManager } from 'oidc-client-ts';
import { refreshTokenEnd } from './refresh-token-end';

/** The tokens of one sign-in, in this page's memory alone, and their renewal. */
export class Tokens {
  private readonly held = signal<User | null>(null);
  private readonly lost = signal(false);
  private renewal: Promise<string | null> | undefined;

  readonly user = this.held.asReadonly();
  /** True when they ended by themselves, not by a click here. */
  readonly ended = this.lost.asReadonly();

  constructor(private readonly manager: UserManager) {
    manager.events.addAccessTokenExpiring(() => void this.renew());
  }

  adopt(user: User): void {
    this.held.set(user);
    this.lost.set(false);
  }

  /** The access token, renewed first if it has run out; null when nobody is signed in. */
  async accessToken(): Promise<string | null> {
    const user = this.held();
    return user?.expired === true ? this.renew() : (user?.access_token ?? null);
  }

  /** One renewal at a time: a refresh token is good once, a second use would end the session. */
  renew(): Promise<string | null> {
    this.renewal ??= this.useRefreshToken().finally(() => (this.renewal = undefined));
    return this.renewal;
  }

  /**
   * What a request carries: the token, and where it is bound to a key the proof for this very request (RFC 9449
   * section 7.1).
   *
   * @param nonce what the server asked to see in the proof (section 9 there)
   */
  async credentials(
    token: string,
    method: string,
    url: URL,
    nonce?: string,
  ): Promise<Readonly<Record<string, string>>> {
    const user = this.held();
    if (user?.token_type.toLowerCase() !== 'dpop') {
      return { Authorization: `Bearer ${token}` };
    }
    const proof = await this.manager.dpopProof(url.origin + url.pathname, user, method, nonce);
    return { Authorization: `DPoP ${token}`, ...(proof === undefined ? {} : { DPoP: proof }) };
  }

  /** Seconds since the epoch after which nothing renews them; null where nobody can tell. */
  endsAt(): number | null {
    return refreshTokenEnd(this.held()?.refresh_token);
  }

  /** Forgets them; what is on the screen stays for the screen to decide. */
  async forget(): Promise<void> {
    if (this.held()) {
      this.lost.set(true);
      this.held.set(null);
    }
    await this.manager.removeUser();
  }

  private async useRefreshToken(): Promise<string | null> {
    const renewed = this.held();
    if (!renewed?.refresh_token) {
      await this.forget();
      return null;
    }
    try {
      const user = await this.manager.signinSilent();
      if (this.held() !== renewed) {
        // Signed out meanwhile, perhaps in another tab: the answer comes too late to bring anybody back.
        await this.manager.removeUser();
        return null;
      }
      this.held.set(user);
      return user?.access_token ?? null;
    } catch (error) {
      // Anything but a plain no may be the network: the next request tries again.
      if (isRefusal(error)) {
        await this.forget();
      }
      return null;
    }
  }
}

/**
 * Keycloak's no (RFC 6749 section 5.2), or an ID token that does not go on with this sign-in (OpenID Connect Core 12.2):
 * somebody signed in anew in another tab.
 */
function isRefusal(error: unknown): boolean {
  return error instanceof ErrorResponse
    ? error.error === 'invalid_grant'
    : error instanceof Error && /\bid_token\b/.test(error.message);
}
