import { DOCUMENT, Injectable, computed, inject, signal } from '@angular/core';
import type { Challenge } from './challenge';

const ATTEMPTS = 'keycloak-spa.step-ups';

/** Sign-ins in a row that an API may ask for before it accepts one. */
const MOST_ATTEMPTS = 2;

/** Which tokens were refused. */
export type AreaName = 'articles' | 'account';

/**
 * An API has asked for a newer sign-in (RFC 9470). A person's click leads there, never the page by itself; and if the
 * API is not content with what it gets, the page says so in the place of going round in circles.
 */
@Injectable({ providedIn: 'root' })
export class StepUp {
  private readonly storage = (inject(DOCUMENT).defaultView as Window).sessionStorage;
  private readonly open = signal<{ area: AreaName; challenge: Challenge } | null>(null);
  private readonly attempts = signal(Number(this.storage.getItem(ATTEMPTS) ?? 0) || 0);

  readonly asked = this.open.asReadonly();
  /** Signing in once more would not help. */
  readonly hopeless = computed(() => this.open() !== null && this.attempts() >= MOST_ATTEMPTS);

  ask(area: AreaName, challenge: Challenge): void {
    this.open.set({ area, challenge });
  }

  /** Before the page is left for a newer sign-in. */
  begin(): void {
    this.count(this.attempts() + 1);
  }

  /** A change went through, so the sign-in is good enough. */
  accepted(): void {
    this.open.set(null);
    if (this.attempts() > 0) {
      this.count(0);
    }
  }

  /** The screen that asked is left, or its question answered otherwise. */
  drop(): void {
    this.open.set(null);
  }

  private count(attempts: number): void {
    this.attempts.set(attempts);
    if (attempts === 0) {
      this.storage.removeItem(ATTEMPTS);
    } else {
      this.storage.setItem(ATTEMPTS, String(attempts));
    }
  }
}
