/** What travels through the sign-in: kept in this tab's session storage, never in a URL. */
export interface SignInState {
  readonly returnTo: string;
  /** The `sub` of the person who left, if there was one: nobody else goes on with their work. */
  readonly person?: string;
}

/** Bytes that Keycloak keeps of a route while somebody reads their mail. */
const STATE_SIZE = 512;

/** Screens that mailed links open, or that ask for such a mail: nobody means to come back to them. */
const OF_MAILS = /^\/account\/(confirm|reset|email|action|error|forgot|resend|register)(?![^?#;/])/;

/** A route of this application to land on; the start page for anything else. */
export function returnRoute(state: unknown): string {
  const route = (state as Partial<SignInState> | null | undefined)?.returnTo;
  return isRoute(route) ? route : '/';
}

/** The same for a route that came from outside: anybody can write a `state` into the address of a mailed link's screen. */
export function routeFromOutside(state: unknown): string {
  return isRoute(state) && !OF_MAILS.test(state) ? state : '/';
}

/** The route as Keycloak carries it through mails; undefined where there is nothing worth or short enough to carry. */
export function carriedState(route: string): string | undefined {
  const ours = routeFromOutside(route);
  return ours === '/' || ours.length > STATE_SIZE ? undefined : ours;
}

/**
 * Only what the router itself prints: a slash, then visible ASCII. Browsers take a second slash, a backslash and, as
 * they drop it, a tab or a line break between two slashes for the beginning of another host.
 */
function isRoute(route: unknown): route is string {
  return typeof route === 'string' && /^\/(?!\/)[!-[\]-~]*$/.test(route) && !isCallback(route);
}

export function isCallback(route: string): boolean {
  return /^\/callback(?![^?#/])/.test(route);
}

/** The screens of the account area, which has a sign-in of its own; those that mailed links open are not among them. */
export function isAccountRoute(route: string): boolean {
  return /^\/account(\/(profile|password|address|username|sessions|delete))?\/?([?#;]|$)/.test(
    route,
  );
}
