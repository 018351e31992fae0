import { DOCUMENT, Injectable, inject } from '@angular/core';

const PREFIX = 'keycloak-spa.draft.';

/** Milliseconds after which nobody misses it any more. */
const KEPT_FOR = 7 * 24 * 3600 * 1000;

/** What somebody typed and has not saved. */
export interface Kept<T> {
  readonly value: T;
  /** RFC 3339. */
  readonly at: string;
}

/**
 * Keeps unsaved text on this device, so that a reload, a sign-in, or a forgotten password on the way costs none of it.
 * Each person has their own; secrets are never given here.
 */
@Injectable({ providedIn: 'root' })
export class KeptDrafts {
  private readonly storage = (inject(DOCUMENT).defaultView as Window).localStorage;

  constructor() {
    for (const key of this.keys('')) {
      this.readAt(key);
    }
  }

  /** @param owner the `sub` of the person */
  keep(owner: string, name: string, value: unknown): void {
    try {
      const at = new Date().toISOString();
      this.storage.setItem(keyOf(owner, name), JSON.stringify({ at, value }));
    } catch {
      // The device has no room left: the text is still on the screen.
    }
  }

  /** @returns null if there is none; its value is to be checked, as anything may have been written there */
  read(owner: string, name: string): Kept<unknown> | null {
    return this.readAt(keyOf(owner, name));
  }

  forget(owner: string, name: string): void {
    this.storage.removeItem(keyOf(owner, name));
  }

  private readAt(key: string): Kept<unknown> | null {
    const text = this.storage.getItem(key);
    if (text === null) {
      return null;
    }
    try {
      const { at, value } = JSON.parse(text) as Partial<Kept<unknown>>;
      if (typeof at === 'string' && Date.now() - Date.parse(at) < KEPT_FOR) {
        return { at, value };
      }
    } catch {
      // Not ours, or cut off: as good as too old.
    }
    this.storage.removeItem(key);
    return null;
  }

  private keys(owner: string): string[] {
    return Array.from({ length: this.storage.length }, (_, index) => this.storage.key(index))
      .filter((key) => key !== null)
      .filter((key) => key.startsWith(PREFIX + owner));
  }
}

function keyOf(owner: string, name: string): string {
  return `${PREFIX}${owner}.${name}`;
}
