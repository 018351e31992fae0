import {
  HttpErrorResponse,
  type HttpEvent,
  type HttpInterceptorFn,
  type HttpRequest,
} from '@angular/common/http';
import { DOCUMENT, inject } from '@angular/core';
import { type Observable, catchError, from, switchMap, throwError } from 'rxjs';
import { AuthConfigStore } from './auth-config';
import { AuthService } from './auth-service';

/** Adds the access token to requests to our API, and to nothing else. */
export const authInterceptor: HttpInterceptorFn = (request, next) => {
  const { apiUrl } = inject(AuthConfigStore).value;
  if (!isApiRequest(request.url, apiUrl, inject(DOCUMENT).baseURI)) {
    return next(request);
  }
  const auth = inject(AuthService);
  const send = (token: string | null): Observable<HttpEvent<unknown>> =>
    next(token === null ? request : withToken(request, token));

  const sendOnceMore = (token: string): Observable<HttpEvent<unknown>> =>
    send(token).pipe(
      catchError((error: unknown) => {
        // A fresh token is refused too: signing in again is all that can help.
        const settled = isUnauthorized(error) ? auth.endSession() : Promise.resolve();
        return from(settled).pipe(switchMap(() => throwError(() => error)));
      }),
    );

  return from(auth.accessToken()).pipe(
    switchMap((token) =>
      send(token).pipe(
        catchError((error: unknown) => {
          if (token === null || !isUnauthorized(error)) {
            return throwError(() => error);
          }
          return from(auth.renew()).pipe(
            switchMap((renewed) =>
              renewed === null ? throwError(() => error) : sendOnceMore(renewed),
            ),
          );
        }),
      ),
    ),
  );
};

/** Compares URLs after the browser's own parsing, so that no spelling of a foreign address looks like ours. */
export function isApiRequest(url: string, apiUrl: URL, base: string): boolean {
  if (!URL.canParse(url, base)) {
    return false;
  }
  const target = new URL(url, base);
  const prefix = apiUrl.pathname.replace(/\/*$/, '/');
  return (
    target.origin === apiUrl.origin &&
    target.username === '' &&
    target.password === '' &&
    target.pathname.startsWith(prefix)
  );
}

function withToken(request: HttpRequest<unknown>, token: string): HttpRequest<unknown> {
  return request.clone({
    headers: request.headers.set('Authorization', `Bearer ${token}`),
    // The API never redirects; a redirect that somebody plants must not carry the token on.
    redirect: 'error',
  });
}

function isUnauthorized(error: unknown): boolean {
  return error instanceof HttpErrorResponse && error.status === 401;
}
