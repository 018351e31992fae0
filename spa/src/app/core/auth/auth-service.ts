import { DOCUMENT, Injectable, computed, inject, signal } from '@angular/core';
import { ErrorResponse, type SigninRedirectArgs, type User } from 'oidc-client-ts';
import { AuthConfigStore } from './auth-config';
import { CallbackRefused, checkCallback, checkIdToken } from './callback-rules';
import { carriedState, isCallback, returnRoute, type SignInState } from './return-route';
import { SignInHint } from './sign-in-hint';
import { USER_MANAGER } from './user-manager';

export interface Person {
  /** Who it is, for ever: the pair of issuer and subject. The names may change. */
  readonly iss: string;
  readonly sub: string;
  readonly name: string;
  readonly username: string;
}

/** Answers to `prompt=none` that mean: nobody is signed in there (OpenID Connect Core 3.1.2.6). */
const NOBODY_SIGNED_IN = new Set([
  'login_required',
  'interaction_required',
  'consent_required',
  'account_selection_required',
]);

/** Who is signed in in this tab, and the way there and back. The only place that sees tokens. */
@Injectable({ providedIn: 'root' })
export class AuthService {
  private readonly config = inject(AuthConfigStore).value;
  private readonly manager = inject(USER_MANAGER);
  private readonly hint = inject(SignInHint);
  private readonly window = inject(DOCUMENT).defaultView as Window;

  private readonly user = signal<User | null>(null);
  private readonly ended = signal(false);
  private renewal: Promise<string | null> | undefined;

  readonly signedIn = computed(() => this.user() !== null);
  /** True when the session ended by itself, not by a click here. */
  readonly sessionEnded = this.ended.asReadonly();
  readonly person = computed<Person | null>(() => {
    const profile = this.user()?.profile;
    if (!profile) {
      return null;
    }
    const username = profile.preferred_username ?? '';
    return { iss: profile.iss, sub: profile.sub, username, name: profile.name ?? username };
  });

  constructor() {
    this.manager.events.addAccessTokenExpiring(() => void this.renew());
    this.hint.onForgottenByOtherTab(() => void this.endSession());
  }

  /**
   * Signs in again after a reload, by one redirect without a prompt. Comes back only if there is nothing to try or
   * Keycloak cannot be reached: else the page is being left.
   */
  async resume(route: string): Promise<void> {
    if (isCallback(route) || !this.hint.wasSignedIn() || !this.hint.claimSilentAttempt()) {
      return;
    }
    try {
      await this.redirect(route, { prompt: 'none' });
    } catch {
      // Signed out for now; the hint stays, so that the next reload tries again.
    }
  }

  /** Leaves for the hosted sign-in page. Only ever called after a person's click. */
  async signIn(returnTo: string): Promise<void> {
    this.hint.allowSilentAttempts();
    // The hosted pages may mail a link (forgotten password, registration), which comes back to the same route.
    const spaState = carriedState(returnTo);
    await this.redirect(
      returnTo,
      spaState === undefined ? {} : { extraQueryParams: { spa_state: spaState } },
    );
  }

  /**
   * Handles the way back from Keycloak.
   *
   * @returns the route to go on with, signed in or (after `prompt=none`) signed out
   * @throws CallbackRefused, or what oidc-client-ts throws for a forged or stale answer
   */
  async completeSignIn(url: string): Promise<string> {
    const answer = new URL(url).searchParams;
    checkCallback(answer, this.config.issuer);
    if (!(await this.askedFor(answer.get('state'))) && this.hint.claimSilentAttempt()) {
      // A mailed link may end a sign-in in another tab than it began in, and this tab lacks what redeems the code. The
      // answer is thrown away, never trusted; the session behind it, if there is one, is asked for with a state of ours.
      await this.redirect('/', { prompt: 'none' });
      return '/';
    }
    try {
      const user = await this.manager.signinRedirectCallback(url);
      checkIdToken(user.profile, this.config, Date.now() / 1000);
      this.adopt(user);
      this.hint.remember();
      return returnRoute(user.state);
    } catch (error) {
      if (error instanceof ErrorResponse && NOBODY_SIGNED_IN.has(error.error ?? '')) {
        this.hint.forget();
        this.hint.allowSilentAttempts();
        return returnRoute(error.state);
      }
      await this.manager.removeUser();
      throw error;
    }
  }

  isMe({ iss, sub }: { readonly iss: string; readonly sub: string }): boolean {
    const person = this.person();
    return person !== null && person.iss === iss && person.sub === sub;
  }

  /** The access token, renewed first if it has run out; null when nobody is signed in. */
  async accessToken(): Promise<string | null> {
    const user = this.user();
    return user?.expired === true ? this.renew() : (user?.access_token ?? null);
  }

  /** One renewal at a time: a refresh token is good once, a second use would end the session. */
  renew(): Promise<string | null> {
    this.renewal ??= this.useRefreshToken().finally(() => (this.renewal = undefined));
    return this.renewal;
  }

  /** Forgets the tokens of this tab; what is on the screen stays for the screen to decide. */
  async endSession(): Promise<void> {
    if (this.user()) {
      this.ended.set(true);
      this.user.set(null);
    }
    await this.manager.removeUser();
  }

  /** Ends the session at Keycloak too, and comes back to the start page. */
  async signOut(): Promise<void> {
    await this.discover();
    this.hint.forget();
    await this.leaving(this.manager.signoutRedirect());
  }

  private async useRefreshToken(): Promise<string | null> {
    if (!this.user()?.refresh_token) {
      await this.endSession();
      return null;
    }
    const renewed = this.user();
    try {
      const user = await this.manager.signinSilent();
      if (this.user() !== renewed) {
        // Signed out meanwhile, perhaps in another tab: the answer comes too late to bring anybody back.
        await this.manager.removeUser();
        return null;
      }
      this.user.set(user);
      return user?.access_token ?? null;
    } catch (error) {
      // Anything but a plain no (RFC 6749 section 5.2) may be the network: the next request tries again.
      if (error instanceof ErrorResponse && error.error === 'invalid_grant') {
        await this.endSession();
      }
      return null;
    }
  }

  private async askedFor(state: string | null): Promise<boolean> {
    return state !== null && (await this.manager.settings.stateStore.get(state)) !== null;
  }

  private adopt(user: User): void {
    this.user.set(user);
    this.ended.set(false);
  }

  private async redirect(returnTo: string, args: SigninRedirectArgs): Promise<void> {
    await this.discover();
    const state: SignInState = { returnTo };
    await this.leaving(this.manager.signinRedirect({ ...args, state, nonce: crypto.randomUUID() }));
  }

  /** Asked first, as oidc-client-ts stops the page's own loading when it fails later. */
  private async discover(): Promise<void> {
    // OpenID Connect Discovery 4.3: the document must name the very issuer it was asked from.
    if ((await this.manager.metadataService.getIssuer()) !== this.config.issuer) {
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
