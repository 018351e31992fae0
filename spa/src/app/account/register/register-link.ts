import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { Texts } from '../../core/i18n/texts';

/** To the screen where an account is opened; from there to the screen it was clicked on. */
@Component({
  selector: 'app-register-link',
  imports: [MatButton, RouterLink],
  template: `
    <a
      matButton="outlined"
      routerLink="/account/register"
      data-testid="register-link"
      [state]="{ returnTo: router.url }"
      >{{ t().auth.register }}</a
    >
  `,
})
export class RegisterLink {
  protected readonly router = inject(Router);
  protected readonly t = inject(Texts).t;
}
