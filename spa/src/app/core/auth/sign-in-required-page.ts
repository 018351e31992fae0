import { Component, inject } from '@angular/core';
import { Texts } from '../i18n/texts';
import { ForgotPasswordLink } from './forgot-password-link';
import { SignInButton } from './sign-in-button';

/** Stands in for every screen that needs a person. */
@Component({
  selector: 'app-sign-in-required-page',
  imports: [ForgotPasswordLink, SignInButton],
  template: `
    <section class="card centred" data-testid="sign-in-required">
      <svg class="emblem" viewBox="0 0 48 48" aria-hidden="true">
        <rect x="9" y="21" width="30" height="20" rx="5" />
        <path d="M16 21v-6a8 8 0 0 1 16 0v6" />
        <path d="M24 29v5" />
      </svg>
      <h1>{{ t().auth.required }}</h1>
      <p class="muted">
        {{ t().auth.requiredText }}
      </p>
      <app-sign-in-button />
      <p class="beside"><app-forgot-password-link /></p>
    </section>
  `,
})
export class SignInRequiredPage {
  protected readonly t = inject(Texts).t;
}
