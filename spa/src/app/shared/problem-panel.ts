import { Component, DestroyRef, computed, effect, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Texts } from '../core/i18n/texts';
import { Countdown } from './countdown';
import type { Problem } from './problem';

/** Seconds to wait where the server refuses for a rate and does not say for how long. */
const DEFAULT_WAIT = 30;

/** Says what went wrong and, where that can help, offers to try again: not before the server wants to hear of it. */
@Component({
  selector: 'app-problem-panel',
  imports: [MatButton],
  template: `
    <div
      class="notice notice-error"
      role="alert"
      tabindex="-1"
      data-testid="error-message"
      [attr.data-code]="problem().code"
    >
      <div class="notice-text">
        <strong>{{ heading() }}</strong>
        @if (limited()) {
          @if (wait.left() > 0) {
            <p role="timer" data-testid="countdown">{{ t().problems.tooManyWait(wait.left()) }}</p>
          }
        } @else if (detail(); as words) {
          <p>{{ words }}</p>
        }
        <ng-content />
      </div>
      @if (retryLabel(); as label) {
        <button
          matButton="outlined"
          type="button"
          data-testid="retry"
          disabledInteractive
          [disabled]="wait.left() > 0"
          (click)="tryAgain()"
        >
          {{ label }}
        </button>
      }
    </div>
  `,
})
export class ProblemPanel {
  protected readonly t = inject(Texts).t;

  readonly problem = input.required<Problem>();
  /** What to say first, where the screen knows better than the status does. */
  readonly headline = input<string>();
  /** No label, no button. */
  readonly retryLabel = input<string>();
  readonly retry = output();

  protected readonly wait = new Countdown();
  protected readonly limited = computed(() => this.problem().status === 429);

  /** Reason phrases of HTTP are for machines' logs. */
  protected readonly heading = computed(() => {
    const { status, title } = this.problem();
    const own = this.headline();
    if (own !== undefined) {
      return own;
    }
    const words = this.t().problems;
    const headings: Readonly<Record<number, string>> = {
      0: this.problem().code === 'unreachable' ? words.unreachable : words.unexpected,
      400: words.invalid,
      401: words.sessionEnded,
      403: words.forbidden,
      404: words.notFound,
      413: words.tooLarge,
      429: words.tooMany,
    };
    return status >= 500 ? words.server : (headings[status] ?? title);
  });

  /** In our words where we have some: not every server has them in the person's language. */
  protected readonly detail = computed(() => {
    const { status, code, detail } = this.problem();
    const words = this.t().problems;
    if (code === 'unreachable') {
      return words.unreachableText;
    }
    return status >= 500 ? words.serverText : (words.codes[code] ?? detail);
  });

  constructor() {
    effect(() => {
      const { status, retryAfter } = this.problem();
      this.wait.start(status === 429 ? (retryAfter ?? DEFAULT_WAIT) : 0);
    });
    inject(DestroyRef).onDestroy(() => this.wait.stop());
  }

  protected tryAgain(): void {
    if (this.wait.left() === 0) {
      this.retry.emit();
    }
  }
}
