import { Component } from '@angular/core';
import { SignInButton } from '../core/auth/sign-in-button';

/** What signed-out people see first: what this is, and the way in. */
@Component({
  selector: 'app-welcome-page',
  imports: [SignInButton],
  templateUrl: './welcome-page.html',
  styleUrl: './welcome-page.scss',
})
export class WelcomePage {}
