import { Location } from '@angular/common';
import { Component, DOCUMENT, inject, signal } from '@angular/core';
import { Router } from '@angular/router';
import { Loading } from '../../shared/loading';
import { AuthService } from './auth-service';
import { SignInButton } from './sign-in-button';

/** Where Keycloak sends people back to. */
@Component({
  selector: 'app-callback-page',
  imports: [Loading, SignInButton],
  template: `
    @if (failed()) {
      <section class="card centred">
        <h1>Signing in did not work</h1>
        <p class="muted" role="alert" data-testid="error-message">
          The answer was refused: it was too old, used before, or not meant for this page. Nothing
          has happened to your account.
        </p>
        <app-sign-in-button label="Sign in again" />
      </section>
    } @else {
      <h1 class="visually-hidden">Signing in</h1>
      <app-loading />
    }
  `,
})
export class CallbackPage {
  private readonly auth = inject(AuthService);
  private readonly router = inject(Router);
  private readonly location = inject(Location);
  private readonly window = inject(DOCUMENT).defaultView as Window;

  protected readonly failed = signal(false);

  constructor() {
    void this.complete();
  }

  private async complete(): Promise<void> {
    const url = this.window.location.href;
    // At once, so that code and state stay in neither the address bar nor the history.
    this.location.replaceState('/callback');
    if (new URL(url).search === '') {
      await this.router.navigateByUrl('/', { replaceUrl: true });
      return;
    }
    try {
      const route = await this.auth.completeSignIn(url);
      await this.router.navigateByUrl(route, { replaceUrl: true });
    } catch {
      this.failed.set(true);
    }
  }
}
