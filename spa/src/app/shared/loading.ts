import { Component, inject, input } from '@angular/core';
import { Texts } from '../core/i18n/texts';

/** Grey lines in the place where text will be. */
@Component({
  selector: 'app-loading',
  template: `
    <div role="status" aria-live="polite">
      <span class="visually-hidden">{{ t().loading }}</span>
      @for (line of lineNumbers(); track line) {
        <div class="skeleton" aria-hidden="true"></div>
      }
    </div>
  `,
  styles: `
    .skeleton {
      height: 1.1rem;
      margin-block: 0.9rem;
      border-radius: 0.4rem;
      background: var(--ks-line);
      animation: breathe 1.4s ease-in-out infinite alternate;
    }
    .skeleton:nth-child(3n + 1) {
      width: 72%;
    }
    .skeleton:nth-child(3n + 2) {
      width: 45%;
      height: 1.6rem;
    }
    @keyframes breathe {
      to {
        opacity: 0.45;
      }
    }
    @media (prefers-reduced-motion: reduce) {
      .skeleton {
        animation: none;
      }
    }
  `,
})
export class Loading {
  readonly lines = input(6);
  protected readonly t = inject(Texts).t;
  protected lineNumbers(): number[] {
    return Array.from({ length: this.lines() }, (_, line) => line);
  }
}
