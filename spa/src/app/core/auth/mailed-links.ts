import { Location } from '@angular/common';
import { Injectable, inject, signal } from '@angular/core';
import { type CanActivateFn, RedirectCommand, Router } from '@angular/router';

/** Where a mailed link may land: the last segment of `/account/…`. */
export type View = 'confirm' | 'reset' | 'email' | 'action' | 'error';

/** What a mailed link brings along. Whoever made the link wrote it: nothing in it is trusted. */
export interface MailedLink {
  readonly view: View;
  /** Proves the mailbox. A secret until it is spent. */
  readonly token?: string;
  readonly state?: string;
  readonly status?: string;
  readonly error?: string;
  /** What a link was for that is no longer good. */
  readonly purpose?: string;
}

const MEMBERS = ['token', 'state', 'status', 'error', 'purpose'] as const;

/**
 * Reads the fragment, or the query where the client is set so.
 *
 * @param address path, query and fragment
 * @returns null for an address that no mailed link leads to. A member that is there twice makes the link an invalid
 *     one (RFC 6749 section 3.1), as nobody can say which of the two was checked
 */
export function readMailedLink(address: string): MailedLink | null {
  const [, view, query, fragment] =
    /^\/account\/(confirm|reset|email|action|error)\/?(?:\?([^#]*))?(?:#(.*))?$/.exec(address) ??
    [];
  const given = [fragment, query]
    .map((part) => new URLSearchParams(part))
    .find((part) => MEMBERS.some((name) => part.has(name)));
  if (view === undefined || given === undefined) {
    return null;
  }
  if (MEMBERS.some((name) => given.getAll(name).length > 1)) {
    return { view: view as View, error: 'invalid_link' };
  }
  const members = MEMBERS.filter((name) => given.get(name)).map((name) => [name, given.get(name)]);
  return { view: view as View, ...(Object.fromEntries(members) as Partial<MailedLink>) };
}

/** Holds what the last mailed link brought, in this page's memory only: a reload forgets it. */
@Injectable({ providedIn: 'root' })
export class MailedLinks {
  private readonly location = inject(Location);
  private readonly last = signal<MailedLink | null>(null);

  /**
   * Takes the link out of the address bar and of the history entry, if there is one in it.
   *
   * @returns whether there was one
   */
  take(): boolean {
    const address = this.location.path(true);
    const link = readMailedLink(address);
    if (link) {
      this.location.replaceState(address.replace(/[?#].*$/s, ''));
      this.last.set(link);
    }
    return link !== null;
  }

  /** What the link to this screen brought; null after a reload, or once it was spent. */
  of(view: View): MailedLink | null {
    const link = this.last();
    return link?.view === view ? link : null;
  }

  forget(): void {
    this.last.set(null);
  }
}

/** For links that are opened in a page that runs already, where only the fragment changes. */
export const takesMailedLink: CanActivateFn = (_, { url }) => {
  const router = inject(Router);
  if (!inject(MailedLinks).take()) {
    return true;
  }
  return new RedirectCommand(router.parseUrl(url.replace(/[?#].*$/s, '')), { replaceUrl: true });
};
