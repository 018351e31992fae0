import { DestroyRef, Injectable, effect, inject, signal, untracked } from '@angular/core';
import { AuthService } from './auth-service';

/** Seconds before its end at which people are told. */
const TOLD_BEFORE_END = 300;

/** Seconds by which two tokens of one session may differ in their end. */
const SAME_END = 30;

/** Milliseconds; a longer time would overflow the timer and fire at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Says in time that the session ends. A renewal prolongs it up to its longest life, so one is tried first. */
@Injectable({ providedIn: 'root' })
export class SessionEnd {
  private readonly auth = inject(AuthService);
  private readonly near = signal<number | null>(null);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private triedAt = 0;

  /** Seconds since the epoch when the session ends; null while that is far away. */
  readonly soon = this.near.asReadonly();

  constructor() {
    effect(() => {
      const end = this.auth.endsAt();
      untracked(() => this.plan(end));
    });
    inject(DestroyRef).onDestroy(() => clearTimeout(this.timer));
  }

  private plan(end: number | null): void {
    clearTimeout(this.timer);
    if (end === null) {
      this.near.set(null);
      return;
    }
    const wait = end - TOLD_BEFORE_END - Date.now() / 1000;
    if (wait > 0) {
      this.near.set(null);
      this.timer = setTimeout(() => this.plan(end), Math.min(wait * 1000, LONGEST_TIMER));
    } else if (Math.abs(end - this.triedAt) < SAME_END) {
      this.near.set(end);
    } else {
      this.triedAt = end;
      void this.auth.renew().then(() => this.plan(this.auth.endsAt()));
    }
  }
}
