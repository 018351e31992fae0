import { Injectable, inject } from '@angular/core';
import type { ClientDescription } from 'keycloak-spa-client';
import { type Observable, defer, map } from 'rxjs';
import { carriedState } from '../../core/auth/return-route';
import { Texts } from '../../core/i18n/texts';
import type { AwaitedMail } from '../account-api';
import { SpaClient } from '../spa-client';

/** What the form for a new account is built from. */
export type Description = ClientDescription;
/** How people come to an account here. */
export type Registration = Description['registration'];

export interface NewAccount {
  readonly username?: string;
  readonly email: string;
  readonly attributes: Record<string, string>;
  readonly password?: string;
}

/** Opens accounts: the realm's JSON API for people who have none yet. */
@Injectable({ providedIn: 'root' })
export class RegisterApi {
  private readonly calls = inject(SpaClient).calls;
  private readonly language = inject(Texts).language;

  describe(): Observable<Description> {
    return defer(() => this.calls.describe());
  }

  /**
   * @param returnTo the route to land on in the end
   * @returns the mail to wait for; null where the realm asks for none
   */
  register(account: NewAccount, returnTo: string): Observable<AwaitedMail | null> {
    const state = carriedState(returnTo);
    return defer(() =>
      this.calls.register({
        ...account,
        locale: this.language(),
        ...(state === undefined ? {} : { state }),
      }),
    ).pipe(
      map((next) =>
        next.type === 'await_mail' ? { handle: next.handle, expiresIn: next.expires_in } : null,
      ),
    );
  }
}
