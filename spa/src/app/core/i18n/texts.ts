import { DOCUMENT, Injectable, inject, signal } from '@angular/core';
import { type Messages, en } from './en';

export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each language by its own name: who looks for it reads that. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' };

const CHOSEN = 'keycloak-spa.language';

/**
 * All words on the screen, in the language of the person: the chosen one, else the first of the browser's that there
 * is. The compiler holds the languages together; only the ones used are loaded.
 */
@Injectable({ providedIn: 'root' })
export class Texts {
  private readonly document = inject(DOCUMENT);
  private readonly window = this.document.defaultView as Window;
  private readonly messages = signal(en);
  private readonly current = signal<Language>('en');

  readonly t = this.messages.asReadonly();
  /** As sign-in, mails and APIs are told it (`ui_locales`, `Accept-Language`). */
  readonly language = this.current.asReadonly();

  /** Before the first screen. */
  async start(): Promise<void> {
    await this.show(this.preferred());
  }

  /** From now on, and after a reload. */
  async choose(language: Language): Promise<void> {
    this.window.localStorage.setItem(CHOSEN, language);
    await this.show(language);
  }

  date(iso: string, style: 'medium' | 'long' = 'medium'): string {
    return this.format(iso, { dateStyle: style });
  }

  dateTime(iso: string): string {
    return this.format(iso, { dateStyle: 'medium', timeStyle: 'short' });
  }

  time(at: Date): string {
    return new Intl.DateTimeFormat(this.current(), { timeStyle: 'short' }).format(at);
  }

  private format(iso: string, options: Intl.DateTimeFormatOptions): string {
    const at = new Date(iso);
    // Words that are no time are shown as they are: better than a page that fails on them.
    return Number.isNaN(at.getTime())
      ? iso
      : new Intl.DateTimeFormat(this.current(), options).format(at);
  }

  private preferred(): Language {
    const wished = [this.window.localStorage.getItem(CHOSEN), ...this.window.navigator.languages];
    for (const wish of wished) {
      const language = LANGUAGES.find((known) => known === wish?.split('-')[0]?.toLowerCase());
      if (language) {
        return language;
      }
    }
    return 'en';
  }

  private async show(language: Language): Promise<void> {
    let messages: Messages = en;
    if (language === 'de') {
      try {
        messages = (await import('./de')).de;
      } catch {
        // Offline, or a new version was rolled out: what is loaded already still works.
        return;
      }
    }
    this.messages.set(messages);
    this.current.set(language);
    this.document.documentElement.lang = language;
  }
}
