import { Component, inject } from '@angular/core';
import { RegisterLink } from '../account/register/register-link';
import { ForgotPasswordLink } from '../core/auth/forgot-password-link';
import { SignInButton } from '../core/auth/sign-in-button';
import { Texts } from '../core/i18n/texts';

/** What signed-out people see first: what this is, and the way in. */
@Component({
  selector: 'app-welcome-page',
  imports: [ForgotPasswordLink, RegisterLink, SignInButton],
  templateUrl: './welcome-page.html',
  styleUrl: './welcome-page.scss',
})
export class WelcomePage {
  protected readonly t = inject(Texts).t;
}
