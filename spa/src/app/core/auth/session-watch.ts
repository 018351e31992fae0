import { DOCUMENT, Injectable, inject } from '@angular/core';
import { AuthService } from './auth-service';

/**
 * Asks whether the session still is whenever somebody comes back to this tab: it may have been ended in another app of
 * the realm, of which no storage event tells. No iframe and no cookie takes part, so browsers that keep cookies from
 * third parties change nothing.
 */
@Injectable({ providedIn: 'root' })
export class SessionWatch {
  private readonly auth = inject(AuthService);
  private readonly document = inject(DOCUMENT);
  private looking = false;

  begin(): void {
    // Another tab, or another window.
    this.document.addEventListener('visibilitychange', () => void this.look());
    this.document.defaultView?.addEventListener('focus', () => void this.look());
  }

  private async look(): Promise<void> {
    if (this.looking || this.document.visibilityState !== 'visible') {
      return;
    }
    this.looking = true;
    try {
      await this.auth.look();
    } catch {
      // Without a network nothing is known, and nothing changes.
    } finally {
      this.looking = false;
    }
  }
}
