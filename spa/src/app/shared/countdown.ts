import { signal } from '@angular/core';

/** Seconds that are left, one less each second. */
export class Countdown {
  private readonly seconds = signal(0);
  private timer: ReturnType<typeof setInterval> | undefined;

  readonly left = this.seconds.asReadonly();

  start(seconds: number): void {
    this.stop();
    const end = Date.now() + seconds * 1000;
    this.seconds.set(seconds);
    if (seconds === 0) {
      return;
    }
    // By the clock, as timers of a page in the background are late.
    this.timer = setInterval(() => {
      this.seconds.set(Math.max(0, Math.ceil((end - Date.now()) / 1000)));
      if (this.seconds() === 0) {
        this.stop();
      }
    }, 250);
  }

  stop(): void {
    clearInterval(this.timer);
  }
}
