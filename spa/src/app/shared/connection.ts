import { DOCUMENT, Injectable, inject, signal } from '@angular/core';

/** Whether the browser has a network at all. That a server can be reached is another question. */
@Injectable({ providedIn: 'root' })
export class Connection {
  private readonly window = inject(DOCUMENT).defaultView as Window;
  private readonly down = signal(!this.window.navigator.onLine);

  readonly offline = this.down.asReadonly();

  constructor() {
    this.window.addEventListener('online', () => this.down.set(false));
    this.window.addEventListener('offline', () => this.down.set(true));
  }
}
