import { Component, inject } from '@angular/core';
import { ForgotPasswordLink } from '../../core/auth/forgot-password-link';
import { SignInButton } from '../../core/auth/sign-in-button';
import { Texts } from '../../core/i18n/texts';

/** Stands before the account area until its own sign-in is there. */
@Component({
  selector: 'app-account-gate-page',
  imports: [ForgotPasswordLink, SignInButton],
  template: `
    <section class="card centred" data-testid="account-gate">
      <svg class="emblem" viewBox="0 0 48 48" aria-hidden="true">
        <circle cx="24" cy="17" r="8" />
        <path d="M9 41a15 15 0 0 1 30 0" />
      </svg>
      <h1>{{ t().auth.accountRequired }}</h1>
      <p class="muted">{{ t().auth.accountRequiredText }}</p>
      <app-sign-in-button />
      <p class="beside"><app-forgot-password-link /></p>
    </section>
  `,
})
export class AccountGatePage {
  protected readonly t = inject(Texts).t;
}
