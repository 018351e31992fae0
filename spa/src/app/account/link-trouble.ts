import { Component, computed, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { AuthService } from '../core/auth/auth-service';
import { SignInButton } from '../core/auth/sign-in-button';
import { Texts } from '../core/i18n/texts';
import { TakesFocus } from '../shared/takes-focus';
import type { Purpose } from './account-api';
import { adviceFor } from './account-problems';

/** Why a link or a request leads nowhere, and what to do now. */
@Component({
  selector: 'app-link-trouble',
  imports: [MatButton, RouterLink, SignInButton, TakesFocus],
  templateUrl: './link-trouble.html',
  styleUrl: './ways-on.scss',
})
export class LinkTrouble {
  private readonly auth = inject(AuthService);

  protected readonly t = inject(Texts).t;

  /** The stable code of the refusal. */
  readonly code = input.required<string>();
  readonly purpose = input<Purpose | 'unknown'>('unknown');
  readonly returnTo = input('/');

  protected readonly advice = computed(() => adviceFor(this.code(), this.purpose(), this.t()));
  protected readonly signOutFailed = signal(false);

  protected async signOut(): Promise<void> {
    this.signOutFailed.set(false);
    try {
      await this.auth.signOut();
    } catch {
      this.signOutFailed.set(true);
    }
  }
}
