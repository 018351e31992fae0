import { Injectable, effect, inject, signal } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { type RouterStateSnapshot, TitleStrategy } from '@angular/router';
import { Texts } from '../core/i18n/texts';

/** Titles read "page · product", so that tabs and history tell pages apart. Routes name theirs by a key of the texts. */
@Injectable({ providedIn: 'root' })
export class PageTitle extends TitleStrategy {
  private readonly title = inject(Title);
  private readonly t = inject(Texts).t;
  private readonly page = signal<string | undefined>(undefined);

  constructor() {
    super();
    effect(() => {
      const { product, titles } = this.t();
      const page = this.page();
      const words = page === undefined ? undefined : (titles[page] ?? page);
      this.title.setTitle(words ? `${words} · ${product}` : product);
    });
  }

  override updateTitle(snapshot: RouterStateSnapshot): void {
    this.set(this.buildTitle(snapshot));
  }

  /** @param page a key of the texts, or a title of somebody's own */
  set(page: string | undefined): void {
    this.page.set(page);
  }
}
