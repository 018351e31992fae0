import { Component, inject } from '@angular/core';
import { Router, RouterLink } from '@angular/router';

/** To the screen that mails a new way in; from there back to the screen it was clicked on. */
@Component({
  selector: 'app-forgot-password-link',
  imports: [RouterLink],
  template: `
    <a routerLink="/account/forgot" [state]="{ returnTo: router.url }" data-testid="forgot-password"
      >Forgot password?</a
    >
  `,
})
export class ForgotPasswordLink {
  protected readonly router = inject(Router);
}
