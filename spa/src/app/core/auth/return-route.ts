/** What travels through the sign-in: kept in this tab's session storage, never in a URL. */
export interface SignInState {
  readonly returnTo: string;
}

/** A route of this application to land on; the start page for anything else. */
export function returnRoute(state: unknown): string {
  const route = (state as Partial<SignInState> | null | undefined)?.returnTo;
  if (typeof route !== 'string' || !/^\/(?![/\\])/.test(route) || isCallback(route)) {
    return '/';
  }
  return route;
}

export function isCallback(route: string): boolean {
  return /^\/callback(?![^?#/])/.test(route);
}
