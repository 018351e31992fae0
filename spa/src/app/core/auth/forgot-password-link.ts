import { Component, inject } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { Texts } from '../i18n/texts';

/** To the screen that mails a new way in; from there back to the screen it was clicked on. */
@Component({
  selector: 'app-forgot-password-link',
  imports: [RouterLink],
  template: `
    <a
      routerLink="/account/forgot"
      [state]="{ returnTo: router.url }"
      data-testid="forgot-password"
      >{{ t().auth.forgot }}</a
    >
  `,
})
export class ForgotPasswordLink {
  protected readonly t = inject(Texts).t;
  protected readonly router = inject(Router);
}
