import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { Texts } from '../core/i18n/texts';

@Component({
  selector: 'app-not-found-page',
  imports: [MatButton, RouterLink],
  template: `
    <section class="card centred" data-testid="not-found">
      <h1>{{ t().notFound.heading }}</h1>
      <p class="muted">
        {{ t().notFound.text }}
      </p>
      <a matButton="filled" routerLink="/">{{ t().notFound.toStart }}</a>
    </section>
  `,
})
export class NotFoundPage {
  protected readonly t = inject(Texts).t;
}
