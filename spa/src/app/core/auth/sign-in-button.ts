import { Component, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import { Texts } from '../i18n/texts';
import { AuthService } from './auth-service';

/** Leaves for the hosted sign-in page; comes back to the screen it was clicked on, or to `returnTo`. */
@Component({
  selector: 'app-sign-in-button',
  imports: [MatButton],
  template: `
    <button
      type="button"
      class="sign-in"
      [matButton]="appearance()"
      data-testid="sign-in"
      [disabled]="leaving()"
      (click)="signIn()"
    >
      {{ leaving() ? t().oneMoment : (label() ?? t().auth.signIn) }}
    </button>
    @if (failed()) {
      <p class="notice notice-error" role="alert" data-testid="error-message">
        {{ t().auth.unreachable }}
      </p>
    }
  `,
  styles: `
    .notice {
      margin-block: 1rem 0;
    }
  `,
})
export class SignInButton {
  private readonly auth = inject(AuthService);
  private readonly router = inject(Router);

  protected readonly t = inject(Texts).t;
  /** In other words than “Sign in”. */
  readonly label = input<string>();
  /** Outlined where something else is the thing to do. */
  readonly appearance = input<'filled' | 'outlined'>('filled');
  /** A route of ours to come back to instead. */
  readonly returnTo = input<string>();
  protected readonly leaving = signal(false);
  protected readonly failed = signal(false);

  protected async signIn(): Promise<void> {
    this.leaving.set(true);
    this.failed.set(false);
    try {
      await this.auth.signIn(this.returnTo() ?? this.router.url);
    } catch {
      this.failed.set(true);
    } finally {
      this.leaving.set(false);
    }
  }
}
