import { Component, ElementRef, effect, inject, input } from '@angular/core';
import { toSafeHtml } from './markdown';

/** An article's text as it is read. */
@Component({
  selector: 'app-article-text',
  template: '',
  styleUrl: './article-text.scss',
  host: { 'data-testid': 'article-content' },
})
export class ArticleText {
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  readonly text = input.required<string>();

  constructor() {
    effect(() => {
      // DOMPurify's own value of the type that the page's policy (Trusted Types) asks for; the template's [innerHTML]
      // would make a string of it and wash it a second time, by other rules.
      this.element.innerHTML = toSafeHtml(this.text());
    });
  }
}
