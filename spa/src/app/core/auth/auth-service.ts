import { Injectable, computed, inject } from '@angular/core';
import { ErrorResponse, type SigninRedirectArgs, type User } from 'oidc-client-ts';
import { Texts } from '../i18n/texts';
import { ACCOUNT_AREA, ACCOUNT_MAX_AGE, ARTICLES_AREA, type Area } from './area';
import { AuthConfigStore } from './auth-config';
import { WrongPerson, checkCallback, checkIdToken } from './callback-rules';
import {
  carriedState,
  isAccountRoute,
  isCallback,
  returnRoute,
  routeFromOutside,
} from './return-route';
import { SignInHint } from './sign-in-hint';
import { type AreaName, StepUp } from './step-up';

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

/** Asks without a prompt, in the place of this page in the history: "back" would come here, and be sent on again. */
const SILENT: SigninRedirectArgs = { prompt: 'none', redirectMethod: 'replace' };

/** Who is signed in in this tab, and the way there and back. */
@Injectable({ providedIn: 'root' })
export class AuthService {
  private readonly config = inject(AuthConfigStore).value;
  private readonly articles = inject(ARTICLES_AREA);
  private readonly account = inject(ACCOUNT_AREA);
  private readonly hint = inject(SignInHint);
  private readonly stepUp = inject(StepUp);
  private readonly texts = inject(Texts);
  /** Keycloak said so in this page's life: asking again without a prompt is no use. */
  private readonly refused = new Set<Area>();
  private last: Person | null = null;

  readonly signedIn = computed(() => this.articles.tokens.user() !== null);
  /** The account's own sign-in, which article tokens do not replace. */
  readonly signedInToAccount = computed(() => this.account.tokens.user() !== null);
  /** True when the session ended by itself, not by a click here. */
  readonly sessionEnded = computed(
    () => this.person() === null && (this.articles.tokens.ended() || this.account.tokens.ended()),
  );
  readonly person = computed<Person | null>(() => {
    const profile = (this.articles.tokens.user() ?? this.account.tokens.user())?.profile;
    if (!profile) {
      return null;
    }
    const username = profile.preferred_username ?? '';
    return { iss: profile.iss, sub: profile.sub, username, name: profile.name ?? username };
  });
  /** Seconds since the epoch after which nothing renews the session; null where nobody can tell. */
  readonly endsAt = computed(() => {
    const area = this.signedIn() ? this.articles : this.account;
    return area.tokens.user() === null ? null : area.tokens.endsAt();
  });

  constructor() {
    this.hint.onForgottenByOtherTab(() => void this.endSession());
  }

  /**
   * Signs in again after a reload, or where the other area's tokens are of no use, by one redirect without a prompt.
   * Comes back only if there is nothing to try or Keycloak cannot be reached: else the page is being left.
   */
  async resume(route: string): Promise<void> {
    const goOnAt = this.hint.takeSignInAt();
    if (goOnAt !== null) {
      await this.signIn(routeFromOutside(goOnAt)).catch(() => undefined);
      return;
    }
    const area = isAccountRoute(route) ? this.account : this.articles;
    const isPointless = isCallback(route) || this.refused.has(area) || !this.hint.wasSignedIn();
    // Tokens that were refused just now would be refused again: going for new ones is for a person to decide.
    if (isPointless || this.sessionEnded() || !this.hint.claimSilentAttempt()) {
      return;
    }
    try {
      await this.leave(area, route, SILENT);
    } catch {
      // Signed out for now; the hint stays, so that the next reload tries again.
    }
  }

  /** Leaves for the hosted sign-in page. Only ever called after a person's click. */
  async signIn(returnTo: string): Promise<void> {
    this.hint.allowSilentAttempts();
    // The hosted pages may mail a link (forgotten password, registration), which comes back to the same route.
    const spaState = carriedState(returnTo);
    await this.leave(isAccountRoute(returnTo) ? this.account : this.articles, returnTo, {
      ...(spaState === undefined ? {} : { extraQueryParams: { spa_state: spaState } }),
      ...(this.last === null ? {} : { login_hint: this.last.username }),
    });
  }

  /** Leaves for the newer or stronger sign-in that an API asked for (RFC 9470). Only ever called after a click. */
  async confirmIdentity(returnTo: string): Promise<void> {
    const asked = this.stepUp.asked();
    if (asked === null || this.stepUp.hopeless()) {
      return;
    }
    this.stepUp.begin();
    const { maxAge, acrValues } = asked.challenge;
    await this.leave(this.area(asked.area), returnTo, {
      ...(maxAge === undefined ? {} : { max_age: maxAge }),
      ...(acrValues === undefined ? {} : { acr_values: acrValues }),
    });
  }

  /**
   * Handles the way back from Keycloak.
   *
   * @returns the route to go on with, signed in or (after `prompt=none`) signed out
   * @throws WrongPerson if somebody else came back than had left; they are signed in
   * @throws CallbackRefused, or what oidc-client-ts throws for a forged or stale answer
   */
  async completeSignIn(url: string): Promise<string> {
    const answer = new URL(url).searchParams;
    checkCallback(answer, this.config.issuer);
    const state = answer.get('state');
    const area = (await this.account.askedFor(state)) ? this.account : this.articles;
    if (!(await area.askedFor(state)) && this.hint.claimSilentAttempt()) {
      // A mailed link may end a sign-in in another tab than it began in, and this tab lacks what redeems the code. The
      // answer is thrown away, never trusted; the session behind it, if there is one, is asked for with a state of ours.
      await this.leave(area, '/', SILENT);
      return '/';
    }
    try {
      const user = await area.manager.signinRedirectCallback(url);
      return this.welcome(area, user);
    } catch (error) {
      if (error instanceof ErrorResponse && NOBODY_SIGNED_IN.has(error.error ?? '')) {
        this.refused.add(area);
        if (area === this.articles) {
          this.hint.forget();
        }
        this.hint.allowSilentAttempts();
        return returnRoute(error.state);
      }
      if (!(error instanceof WrongPerson)) {
        await area.manager.removeUser();
      }
      throw error;
    }
  }

  isMe({ iss, sub }: { readonly iss: string; readonly sub: string }): boolean {
    const person = this.person();
    return person !== null && person.iss === iss && person.sub === sub;
  }

  area(name: AreaName): Area {
    return name === 'account' ? this.account : this.articles;
  }

  /** Renews what is held. */
  async renew(): Promise<void> {
    await Promise.all(
      [this.articles, this.account]
        .filter(({ tokens }) => tokens.user() !== null)
        .map(({ tokens }) => tokens.renew()),
    );
  }

  /** Asks whether the session still is. */
  async look(): Promise<void> {
    await Promise.all(
      [this.articles, this.account]
        .filter(({ tokens }) => tokens.user() !== null)
        .map((area) => area.look()),
    );
  }

  /** Forgets the tokens of this tab; what is on the screen stays for the screen to decide. */
  async endSession(): Promise<void> {
    await Promise.all([this.articles.tokens.forget(), this.account.tokens.forget()]);
  }

  /**
   * Ends the session at Keycloak too, and comes back to the start page.
   *
   * @param goOnAt a route to sign in for anew from there, where the session was about to end anyway
   */
  async signOut(goOnAt?: string): Promise<void> {
    const area = this.signedIn() ? this.articles : this.account;
    await area.leaveForGood(() => {
      this.hint.forget();
      if (goOnAt !== undefined) {
        this.hint.signInAt(goOnAt);
      }
    });
  }

  private welcome(area: Area, user: User): string {
    const maxAge = area === this.account ? ACCOUNT_MAX_AGE : undefined;
    checkIdToken(user.profile, this.config, Date.now() / 1000, maxAge);
    area.tokens.adopt(user);
    // Remembered beyond the session's end: what is on the screen belongs to this person and to nobody else.
    this.last = this.person();
    this.hint.remember();
    const expected = (user.state as { person?: unknown } | undefined)?.person;
    if (expected !== undefined && expected !== user.profile.sub) {
      throw new WrongPerson();
    }
    return returnRoute(user.state);
  }

  private async leave(area: Area, returnTo: string, args: SigninRedirectArgs): Promise<void> {
    const expected = this.last === null ? {} : { person: this.last.sub };
    await area.leave({ returnTo, ...expected }, { ...args, ui_locales: this.texts.language() });
  }
}
