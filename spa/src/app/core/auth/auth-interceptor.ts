import {
  HttpErrorResponse,
  type HttpEvent,
  type HttpInterceptorFn,
  type HttpRequest,
  HttpResponse,
} from '@angular/common/http';
import { DOCUMENT, inject } from '@angular/core';
import { type Observable, catchError, from, switchMap, tap, throwError } from 'rxjs';
import { type AuthConfig, AuthConfigStore } from './auth-config';
import { AuthService } from './auth-service';
import { challengeOf, proofNonceOf } from './challenge';
import { type AreaName, StepUp } from './step-up';

/** Adds the token of the area to requests to its API, and to nothing else. */
export const authInterceptor: HttpInterceptorFn = (request, next) => {
  const base = inject(DOCUMENT).baseURI;
  const area = areaOf(request.url, inject(AuthConfigStore).value, base);
  if (area === null) {
    return next(request);
  }
  const stepUp = inject(StepUp);
  const { tokens } = inject(AuthService).area(area);
  const url = new URL(request.url, base);

  const sendWith = (token: string, nonce?: string): Observable<HttpEvent<unknown>> =>
    from(tokens.credentials(token, request.method, url, nonce)).pipe(
      switchMap((credentials) => next(carrying(request, credentials))),
    );

  const send = (token: string): Observable<HttpEvent<unknown>> =>
    sendWith(token).pipe(
      catchError((error: unknown) => {
        const nonce = proofNonceOf(error);
        return nonce === undefined ? throwError(() => error) : sendWith(token, nonce);
      }),
      tap((event) => {
        if (event instanceof HttpResponse && request.method !== 'GET') {
          stepUp.accepted();
        }
      }),
    );

  const sendOnceMore = (token: string): Observable<HttpEvent<unknown>> =>
    send(token).pipe(
      catchError((error: unknown) => {
        // A fresh token is refused too: signing in again is all that can help.
        const settled = isUnauthorized(error) ? tokens.forget() : Promise.resolve();
        return from(settled).pipe(switchMap(() => throwError(() => error)));
      }),
    );

  const recover = (error: unknown): Observable<HttpEvent<unknown>> => {
    const challenge = challengeOf(error);
    if (challenge) {
      // Renewing makes the token newer, not the sign-in.
      stepUp.ask(area, challenge);
    }
    if (challenge ?? !isUnauthorized(error)) {
      return throwError(() => error);
    }
    return from(tokens.renew()).pipe(
      switchMap((renewed) => (renewed === null ? throwError(() => error) : sendOnceMore(renewed))),
    );
  };

  return from(tokens.accessToken()).pipe(
    switchMap((token) => (token === null ? next(request) : send(token).pipe(catchError(recover)))),
  );
};

/** Which API a request goes to; null for none of ours. */
export function areaOf(
  url: string,
  { apiUrl, issuer }: Pick<AuthConfig, 'apiUrl' | 'issuer'>,
  base: string,
): AreaName | null {
  if (isBelow(url, apiUrl, base)) {
    return 'articles';
  }
  const account = new URL(`${issuer.replace(/\/*$/, '')}/spa/v1/account`);
  return isBelow(url, account, base) ? 'account' : null;
}

/** Compares URLs after the browser's own parsing, so that no spelling of a foreign address looks like ours. */
export function isBelow(url: string, api: URL, base: string): boolean {
  if (!URL.canParse(url, base)) {
    return false;
  }
  const target = new URL(url, base);
  const root = api.pathname.replace(/\/*$/, '');
  return (
    target.origin === api.origin &&
    target.username === '' &&
    target.password === '' &&
    `${target.pathname}/`.startsWith(`${root}/`)
  );
}

function carrying(
  request: HttpRequest<unknown>,
  credentials: Readonly<Record<string, string>>,
): HttpRequest<unknown> {
  return request.clone({
    setHeaders: credentials,
    // The APIs never redirect; a redirect that somebody plants must not carry the token on.
    redirect: 'error',
  });
}

function isUnauthorized(error: unknown): boolean {
  return error instanceof HttpErrorResponse && error.status === 401;
}
