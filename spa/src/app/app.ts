import { Component, DOCUMENT, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { AppStart } from './core/auth/app-start';
import { Texts } from './core/i18n/texts';
import { Shell } from './shell';

/** The root: the application, or why there is none. */
@Component({
  selector: 'app-root',
  imports: [MatButton, Shell],
  template: `
    @if (failure(); as reason) {
      <main class="page page-narrow start-failed">
        <h1>{{ t().startFailed.heading }}</h1>
        <p>
          {{ t().startFailed.text }}
        </p>
        <p class="muted" role="alert" data-testid="error-message">{{ reason }}</p>
        <button matButton="filled" type="button" (click)="retry()">{{ t().tryAgain }}</button>
      </main>
    } @else {
      <app-shell />
    }
  `,
  styles: `
    .start-failed {
      min-height: 80vh;
      align-content: center;
    }
  `,
})
export class App {
  private readonly location = inject(DOCUMENT).location;
  protected readonly t = inject(Texts).t;
  protected readonly failure = inject(AppStart).failure;

  protected retry(): void {
    this.location.reload();
  }
}
