import { Component, computed, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { Problem } from './problem';

const HEADINGS: Readonly<Record<number, string>> = {
  400: 'This cannot be saved yet',
  401: 'Your session has ended',
  403: 'You may not do this',
  404: 'There is no such thing',
  413: 'This is too large',
  429: 'Too many requests',
};

/** Says what went wrong and, where that can help, offers to try again. */
@Component({
  selector: 'app-problem-panel',
  imports: [MatButton],
  template: `
    <div class="notice notice-error" role="alert" tabindex="-1" data-testid="error-message">
      <div class="notice-text">
        <strong>{{ heading() }}</strong>
        @if (problem().detail; as detail) {
          <p>{{ detail }}</p>
        }
        <ng-content />
      </div>
      @if (retryLabel(); as label) {
        <button matButton="outlined" type="button" (click)="retry.emit()">{{ label }}</button>
      }
    </div>
  `,
})
export class ProblemPanel {
  readonly problem = input.required<Problem>();
  /** What to say first, where the screen knows better than the status does. */
  readonly headline = input<string>();
  /** No label, no button. */
  readonly retryLabel = input<string>();
  readonly retry = output();

  /** Reason phrases of HTTP are for machines' logs; the detail that follows is made for people. */
  protected readonly heading = computed(() => {
    const { status, title } = this.problem();
    const own = this.headline();
    if (own !== undefined) {
      return own;
    }
    return status >= 500 ? 'The server has a problem' : (HEADINGS[status] ?? title);
  });
}
