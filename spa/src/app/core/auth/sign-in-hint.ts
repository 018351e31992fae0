import { DOCUMENT, Injectable, inject } from '@angular/core';

const HINT = 'keycloak-spa.was-signed-in';
const GO_ON_AT = 'keycloak-spa.sign-in-at';
const ATTEMPTS = 'keycloak-spa.silent-attempts';

/** Two, as a second reload may cut off the redirect that the first one began. */
const MOST_ATTEMPTS = 2;

/**
 * Remembers that somebody was signed in, and nothing about who. A reload forgets the tokens; only with this hint is
 * it worth asking Keycloak for new ones. It is kept for all tabs (local storage), so that a link opened in a new tab
 * is signed in too, and so that all tabs notice when one of them signs out.
 */
@Injectable({ providedIn: 'root' })
export class SignInHint {
  private readonly window = inject(DOCUMENT).defaultView as Window;

  wasSignedIn(): boolean {
    return this.window.localStorage.getItem(HINT) !== null;
  }

  remember(): void {
    this.window.localStorage.setItem(HINT, '1');
    this.allowSilentAttempts();
  }

  forget(): void {
    this.window.localStorage.removeItem(HINT);
  }

  /** A person asked for a new session: after the sign-out comes the sign-in, in this tab and once. */
  signInAt(route: string): void {
    this.window.sessionStorage.setItem(GO_ON_AT, route);
  }

  takeSignInAt(): string | null {
    const route = this.window.sessionStorage.getItem(GO_ON_AT);
    this.window.sessionStorage.removeItem(GO_ON_AT);
    return route;
  }

  onForgottenByOtherTab(listener: () => void): void {
    this.window.addEventListener('storage', ({ key, newValue }) => {
      if ((key === HINT && newValue === null) || key === null) {
        listener();
      }
    });
  }

  /**
   * Whether one more redirect without a click is fine. Only a completed sign-in, or a person who clicks, resets the
   * count: if Keycloak or the callback fails each time, the page stops instead of bouncing for ever.
   */
  claimSilentAttempt(): boolean {
    const attempts = Number(this.window.sessionStorage.getItem(ATTEMPTS) ?? 0);
    if (!(attempts < MOST_ATTEMPTS)) {
      return false;
    }
    this.window.sessionStorage.setItem(ATTEMPTS, String(attempts + 1));
    return true;
  }

  allowSilentAttempts(): void {
    this.window.sessionStorage.removeItem(ATTEMPTS);
  }
}
