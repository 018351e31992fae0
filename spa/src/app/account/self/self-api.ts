import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { Account, ProfileAttribute, Session, components } from 'keycloak-spa-client';
import { type Observable, map } from 'rxjs';
import { AuthConfigStore } from '../../core/auth/auth-config';
import { carriedState } from '../../core/auth/return-route';
import { Texts } from '../../core/i18n/texts';

export type { Account, Session };
/** One field of the profile, as the realm describes it. */
export type ProfileField = ProfileAttribute;
export type AttributeValue = Account['attributes'][string];

type Sent = components['schemas'];

/** What somebody does with their own account. The interceptor adds the token of the account's own sign-in. */
@Injectable({ providedIn: 'root' })
export class SelfApi {
  private readonly http = inject(HttpClient);
  private readonly texts = inject(Texts);
  private readonly url = `${inject(AuthConfigStore).value.issuer.replace(/\/*$/, '')}/spa/v1/account`;

  account(): Observable<Account> {
    return this.http.get<Account>(this.url, this.language());
  }

  /** @param attributes those to replace; null removes one */
  changeProfile(attributes: Readonly<Record<string, AttributeValue | null>>): Observable<unknown> {
    const body = { attributes } satisfies Sent['ProfileChange'];
    return this.http.patch(this.url, body, this.language());
  }

  /** @param current undefined where the account has no password yet */
  changePassword(current: string | undefined, chosen: string): Observable<unknown> {
    const body = {
      ...(current === undefined ? {} : { current }),
      new: chosen,
    } satisfies Sent['PasswordChange'];
    return this.http.post(`${this.url}/password`, body, this.language());
  }

  /** Mails a link to the new address, which leads back to `returnTo`. */
  changeAddress(email: string, returnTo: string): Observable<unknown> {
    const state = carriedState(returnTo);
    const body = {
      email,
      locale: this.texts.language(),
      ...(state === undefined ? {} : { state }),
    } satisfies Sent['EmailChange'];
    return this.http.post(`${this.url}/email`, body, this.language());
  }

  changeUsername(username: string): Observable<unknown> {
    return this.http.post(`${this.url}/username`, { username }, this.language());
  }

  sessions(): Observable<readonly Session[]> {
    return this.http
      .get<{ sessions: readonly Session[] }>(`${this.url}/sessions`, this.language())
      .pipe(map(({ sessions }) => sessions));
  }

  endSession(id: string): Observable<unknown> {
    return this.http.delete(`${this.url}/sessions/${encodeURIComponent(id)}`, this.language());
  }

  endOtherSessions(): Observable<unknown> {
    return this.http.delete(`${this.url}/sessions`, this.language());
  }

  deleteAccount(): Observable<unknown> {
    return this.http.delete(this.url, this.language());
  }

  /** Refusals stand between our own words. */
  private language(): { headers: Record<string, string> } {
    return { headers: { 'Accept-Language': this.texts.language() } };
  }
}
