import { Component } from '@angular/core';
import { ForgotPasswordLink } from '../core/auth/forgot-password-link';
import { SignInButton } from '../core/auth/sign-in-button';

/** What signed-out people see first: what this is, and the way in. */
@Component({
  selector: 'app-welcome-page',
  imports: [ForgotPasswordLink, SignInButton],
  templateUrl: './welcome-page.html',
  styleUrl: './welcome-page.scss',
})
export class WelcomePage {}
