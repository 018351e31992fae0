import { HttpClient, HttpHeaders } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import { firstValueFrom, map } from 'rxjs';
import { createKeycloakSpaClient } from 'keycloak-spa-client';
import { AuthConfigStore } from '../core/auth/auth-config';
import { Texts } from '../core/i18n/texts';

/**
 * The realm's JSON API. Its requests go out by Angular's HttpClient, so the interceptor adds the token of the account's
 * own sign-in and handles challenges, and a refusal stays an HttpErrorResponse as everywhere in this app.
 */
@Injectable({ providedIn: 'root' })
export class SpaClient {
  private readonly http = inject(HttpClient);
  private readonly config = inject(AuthConfigStore).value;

  readonly calls = createKeycloakSpaClient({
    issuer: this.config.issuer,
    clientId: this.config.clientId,
    // Refusals stand between our own words, and mails are read by who reads this page.
    language: inject(Texts).language,
    fetch: (request) => this.send(request),
  });

  private async send(request: Request): Promise<Response> {
    const text = await request.text();
    const headers: Record<string, string> = {};
    request.headers.forEach((value, name) => (headers[name] = value));
    return firstValueFrom(
      this.http
        .request<unknown>(request.method, request.url, {
          ...(text === '' ? {} : { body: JSON.parse(text) as unknown }),
          headers: new HttpHeaders(headers),
          observe: 'response',
        })
        .pipe(
          // HttpClient has read it as JSON, or it would have thrown.
          map(({ status, body }) => Response.json(body, { status })),
        ),
    );
  }
}
