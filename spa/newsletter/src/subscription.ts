/** How often somebody wants the letter. */
export type Often = 'weekly' | 'monthly' | 'never';

const VALUES: readonly string[] = ['weekly', 'monthly', 'never'];

/** Kept in this browser, each person's under their own `sub`: there is no server behind this app. */
export class Subscription {
  constructor(private readonly sub: string) {}

  get(): Often {
    const kept = localStorage.getItem(this.key);
    return kept !== null && VALUES.includes(kept) ? (kept as Often) : 'never';
  }

  set(often: string): void {
    if (VALUES.includes(often)) {
      localStorage.setItem(this.key, often);
    }
  }

  private get key(): string {
    return `newsletter.often.${this.sub}`;
  }
}
