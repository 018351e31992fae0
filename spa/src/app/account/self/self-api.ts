import { Injectable, inject } from '@angular/core';
import type { Account, Session } from 'keycloak-spa-client';
import { type Observable, defer } from 'rxjs';
import { carriedState } from '../../core/auth/return-route';
import { Texts } from '../../core/i18n/texts';
import { SpaClient } from '../spa-client';

export type { Account, ProfileAttribute as ProfileField, Session } from 'keycloak-spa-client';
export type AttributeValue = Account['attributes'][string];

/** What somebody does with their own account. */
@Injectable({ providedIn: 'root' })
export class SelfApi {
  private readonly calls = inject(SpaClient).calls.account;
  private readonly language = inject(Texts).language;

  account(): Observable<Account> {
    return defer(() => this.calls.get());
  }

  /** @param attributes those to replace; null removes one */
  changeProfile(attributes: Record<string, AttributeValue | null>): Observable<unknown> {
    return defer(() => this.calls.changeProfile({ attributes }));
  }

  /** @param current undefined where the account has no password yet */
  changePassword(current: string | undefined, chosen: string): Observable<unknown> {
    return defer(() =>
      this.calls.changePassword({ ...(current === undefined ? {} : { current }), new: chosen }),
    );
  }

  /** Mails a link to the new address, which leads back to `returnTo`. */
  changeAddress(email: string, returnTo: string): Observable<unknown> {
    const state = carriedState(returnTo);
    return defer(() =>
      this.calls.changeEmail({
        email,
        locale: this.language(),
        ...(state === undefined ? {} : { state }),
      }),
    );
  }

  changeUsername(username: string): Observable<unknown> {
    return defer(() => this.calls.changeUsername({ username }));
  }

  sessions(): Observable<readonly Session[]> {
    return defer(() => this.calls.sessions());
  }

  endSession(id: string): Observable<unknown> {
    return defer(() => this.calls.endSession(id));
  }

  endOtherSessions(): Observable<unknown> {
    return defer(() => this.calls.endOtherSessions());
  }

  deleteAccount(): Observable<unknown> {
    return defer(() => this.calls.remove());
  }
}
