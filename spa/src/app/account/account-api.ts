import { Injectable, inject } from '@angular/core';
import type { Authenticate, Done, LinkInfo as LinkInfoAnswer } from 'keycloak-spa-client';
import { type Observable, defer, map } from 'rxjs';
import { carriedState } from '../core/auth/return-route';
import { Texts } from '../core/i18n/texts';
import type { PasswordRule } from './password-policy';
import { SpaClient } from './spa-client';

/** What a mailed link is for. */
export type Purpose = LinkInfoAnswer['purpose'];

/** What can be asked for by mail. */
export type MailPurpose = 'confirm' | 'reset';

export interface LinkInfo {
  readonly purpose: string;
  /** Masked: enough for its owner to know it. */
  readonly email: string;
  readonly passwordRequired: boolean;
  readonly passwordPolicy: readonly PasswordRule[];
  /** What an admin asked for, by Keycloak's names in lower case. */
  readonly actions: readonly string[];
}

/** A mail may be on its way: equal for accounts that exist and that do not. */
export interface AwaitedMail {
  /** Names this request when its code is typed in. */
  readonly handle: string;
  /** Seconds for which the code works. */
  readonly expiresIn: number;
}

/** What shows that somebody reads the mailbox. */
export type Proof = { readonly token: string } | { readonly handle: string; readonly code: string };

/** How it goes on after a link or a code was spent. */
export type Next = Authenticate | Done;

/** The realm's JSON API for people who cannot sign in yet. Needs no token and sends no cookie. */
@Injectable({ providedIn: 'root' })
export class AccountApi {
  private readonly calls = inject(SpaClient).calls;
  private readonly language = inject(Texts).language;

  /** Looks at a link without spending it. */
  linkInfo(token: string): Observable<LinkInfo> {
    return defer(() => this.calls.linkInfo(token)).pipe(
      map((info) => ({
        purpose: info.purpose,
        email: info.email ?? '',
        passwordRequired: info.password_required,
        passwordPolicy: info.password_policy,
        actions: info.actions ?? [],
      })),
    );
  }

  redeem(purpose: Purpose, proof: Proof, password?: string): Observable<Next> {
    const given = password === undefined ? {} : { password };
    return defer((): Promise<Next> => {
      switch (purpose) {
        case 'confirm':
          return this.calls.redeemConfirmation({ ...proof, ...given });
        case 'reset':
          return this.calls.redeemPasswordReset({ ...proof, password: password ?? '' });
        case 'email':
          return this.calls.redeemEmailChange(proof);
        case 'action':
          // Only links ask for actions; no mail with a code does.
          return this.calls.redeemActions({ token: 'token' in proof ? proof.token : '', ...given });
      }
    });
  }

  /** @param returnTo the route to come back to once the mail was answered */
  askForMail(purpose: MailPurpose, identity: string, returnTo: string): Observable<AwaitedMail> {
    const state = carriedState(returnTo);
    const body = { identity, locale: this.language(), ...(state ? { state } : {}) };
    return defer(() =>
      purpose === 'confirm'
        ? this.calls.requestConfirmation(body)
        : this.calls.requestPasswordReset(body),
    ).pipe(map(({ handle, expires_in }) => ({ handle, expiresIn: expires_in })));
  }

  passwordPolicy(): Observable<readonly PasswordRule[]> {
    return defer(() => this.calls.describe()).pipe(map((client) => client.password_policy));
  }
}
