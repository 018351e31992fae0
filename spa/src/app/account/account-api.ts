import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { Authenticate, Done, components } from 'keycloak-spa-client';
import { type Observable, map } from 'rxjs';
import { AuthConfigStore } from '../core/auth/auth-config';
import { carriedState } from '../core/auth/return-route';
import { Texts } from '../core/i18n/texts';
import type { PasswordRule } from './password-policy';

/** What a mailed link is for. */
export type Purpose = components['schemas']['LinkInfo']['purpose'];

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

const COLLECTIONS: Readonly<Record<Purpose, string>> = {
  confirm: 'confirmations',
  reset: 'password-resets',
  email: 'email-changes',
  action: 'actions',
};

/** The realm's JSON API for people who cannot sign in yet. Needs no token and sends no cookie. */
@Injectable({ providedIn: 'root' })
export class AccountApi {
  private readonly http = inject(HttpClient);
  private readonly config = inject(AuthConfigStore).value;
  private readonly url = `${this.config.issuer.replace(/\/*$/, '')}/spa/v1`;
  /** Refusals stand between our own words, and mails are read by who reads this page. */
  private readonly language = inject(Texts).language;

  /** Looks at a link without spending it. */
  linkInfo(token: string): Observable<LinkInfo> {
    return this.post('link-info', { token }).pipe(map(readLinkInfo));
  }

  redeem(purpose: Purpose, proof: Proof, password?: string): Observable<Next> {
    const body = { ...proof, ...(password === undefined ? {} : { password }) };
    return this.post(`${COLLECTIONS[purpose]}/redeem`, body).pipe(map(readNext));
  }

  /** @param returnTo the route to come back to once the mail was answered */
  askForMail(purpose: MailPurpose, identity: string, returnTo: string): Observable<AwaitedMail> {
    const state = carriedState(returnTo);
    const body = {
      client_id: this.config.clientId,
      identity,
      locale: this.language(),
      ...(state ? { state } : {}),
    } satisfies components['schemas']['MailRequest'];
    return this.http
      .post<unknown>(`${this.url}/${COLLECTIONS[purpose]}`, body, {
        headers: { 'Accept-Language': this.language() },
      })
      .pipe(map(readAwaitedMail));
  }

  passwordPolicy(): Observable<readonly PasswordRule[]> {
    return this.http
      .get<unknown>(`${this.url}/clients/${encodeURIComponent(this.config.clientId)}`)
      .pipe(map((json) => readPolicy(record(json)['password_policy'])));
  }

  private post(path: string, body: object): Observable<unknown> {
    return this.http.post<unknown>(
      `${this.url}/${path}`,
      { client_id: this.config.clientId, ...body },
      { headers: { 'Accept-Language': this.language() } },
    );
  }
}

function readLinkInfo(json: unknown): LinkInfo {
  const { purpose, email, password_required, password_policy, actions } = record(json);
  if (typeof purpose !== 'string') {
    throw new Error('The answer does not say what the link is for.');
  }
  return {
    purpose,
    email: typeof email === 'string' ? email : '',
    passwordRequired: password_required === true,
    passwordPolicy: readPolicy(password_policy),
    actions: Array.isArray(actions) ? actions.filter((action) => typeof action === 'string') : [],
  };
}

function readPolicy(json: unknown): readonly PasswordRule[] {
  return (Array.isArray(json) ? json : []).map(record).flatMap(({ code, value }) => {
    if (typeof code !== 'string') {
      return [];
    }
    return [typeof value === 'number' ? { code, value } : { code }];
  });
}

function readAwaitedMail(json: unknown): AwaitedMail {
  const { type, handle, expires_in } = record(record(json)['next']);
  if (type !== 'await_mail' || typeof handle !== 'string' || typeof expires_in !== 'number') {
    throw new Error('The answer does not say how it goes on.');
  }
  return { handle, expiresIn: expires_in };
}

function readNext(json: unknown): Next {
  const { type, state } = record(record(json)['next']);
  if (type !== 'authenticate' && type !== 'done') {
    throw new Error('The answer does not say how it goes on.');
  }
  return typeof state === 'string' ? { type, state } : { type };
}

function record(json: unknown): Record<string, unknown> {
  return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {};
}
