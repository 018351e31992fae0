import { Location } from '@angular/common';
import { Injectable, Injector, inject, signal } from '@angular/core';
import { Texts } from '../i18n/texts';
import { AuthConfigStore } from './auth-config';
import { AuthService } from './auth-service';
import { MailedLinks } from './mailed-links';

/** What happens before the first screen: take a mailed link, read the configuration, sign in again if this was a reload. */
@Injectable({ providedIn: 'root' })
export class AppStart {
  private readonly config = inject(AuthConfigStore);
  private readonly texts = inject(Texts);
  private readonly links = inject(MailedLinks);
  private readonly location = inject(Location);
  private readonly injector = inject(Injector);

  /** Why the application cannot run; null if it can. */
  readonly failure = signal<string | null>(null);

  async run(): Promise<void> {
    // First of all: the secret of a mailed link stays in the address no longer than it must.
    const fromMail = this.links.take();
    try {
      await Promise.all([this.config.load(), this.texts.start()]);
    } catch (error) {
      this.failure.set(error instanceof Error ? error.message : String(error));
      return;
    }
    if (fromMail) {
      // Leaving would lose the link, as only this page's memory has it.
      return;
    }
    // AuthService needs the configuration, so it cannot be injected any earlier.
    await this.injector.get(AuthService).resume(this.location.path(true));
  }
}
