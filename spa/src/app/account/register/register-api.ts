import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { Authenticate, AwaitMail, ClientDescription, components } from 'keycloak-spa-client';
import { type Observable, map } from 'rxjs';
import { AuthConfigStore } from '../../core/auth/auth-config';
import { carriedState } from '../../core/auth/return-route';
import { Texts } from '../../core/i18n/texts';
import type { AwaitedMail } from '../account-api';

/** How people come to an account here. */
export type Registration = ClientDescription['registration'];

/** What the form for a new account is built from. */
export type Description = Pick<ClientDescription, 'registration' | 'profile' | 'password_policy'>;

export interface NewAccount {
  readonly username?: string;
  readonly email: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly password?: string;
}

/** Opens accounts: the realm's JSON API for people who have none yet. */
@Injectable({ providedIn: 'root' })
export class RegisterApi {
  private readonly http = inject(HttpClient);
  private readonly config = inject(AuthConfigStore).value;
  private readonly texts = inject(Texts);
  private readonly url = `${this.config.issuer.replace(/\/*$/, '')}/spa/v1`;

  describe(): Observable<Description> {
    const { clientId } = this.config;
    return this.http.get<Description>(`${this.url}/clients/${encodeURIComponent(clientId)}`, {
      headers: { 'Accept-Language': this.texts.language() },
    });
  }

  /**
   * @param returnTo the route to land on in the end
   * @returns the mail to wait for; null where the realm asks for none
   */
  register(account: NewAccount, returnTo: string): Observable<AwaitedMail | null> {
    const state = carriedState(returnTo);
    const language = this.texts.language();
    const body = {
      client_id: this.config.clientId,
      ...account,
      locale: language,
      ...(state === undefined ? {} : { state }),
    } satisfies components['schemas']['RegistrationRequest'];
    return this.http
      .post<{ next: AwaitMail | Authenticate }>(`${this.url}/registrations`, body, {
        headers: { 'Accept-Language': language },
      })
      .pipe(
        map(({ next }) =>
          next.type === 'await_mail' ? { handle: next.handle, expiresIn: next.expires_in } : null,
        ),
      );
  }
}
