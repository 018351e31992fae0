import { Location } from '@angular/common';
import { Component, DOCUMENT, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import { Loading } from '../../shared/loading';
import { Texts } from '../i18n/texts';
import { AuthService } from './auth-service';
import { WrongPerson } from './callback-rules';
import { SignInButton } from './sign-in-button';

/** Where Keycloak sends people back to. */
@Component({
  selector: 'app-callback-page',
  imports: [Loading, MatButton, SignInButton],
  template: `
    @switch (outcome()) {
      @case ('refused') {
        <section class="card centred">
          <h1>{{ t().auth.refused }}</h1>
          <p class="muted" role="alert" data-testid="error-message">{{ t().auth.refusedText }}</p>
          <app-sign-in-button [label]="t().auth.signInAgain" returnTo="/" />
        </section>
      }
      @case ('wrong-person') {
        <section class="card centred" data-testid="wrong-person">
          <h1>{{ t().auth.wrongPerson }}</h1>
          <p class="muted" role="alert">{{ t().auth.wrongPersonText(name()) }}</p>
          <div class="ways-on">
            <button matButton="filled" type="button" data-testid="go-on" (click)="goOn()">
              {{ t().auth.goOnAs(name()) }}
            </button>
            <button matButton="outlined" type="button" data-testid="not-me" (click)="signOut()">
              {{ t().shell.signOut }}
            </button>
          </div>
          @if (signOutFailed()) {
            <p class="notice notice-error beside" role="alert">{{ t().shell.signOutFailed }}</p>
          }
        </section>
      }
      @default {
        <h1 class="visually-hidden">{{ t().auth.signingIn }}</h1>
        <app-loading />
      }
    }
  `,
  styles: `
    .ways-on {
      display: flex;
      flex-wrap: wrap;
      justify-content: center;
      gap: 0.75rem;
    }
  `,
})
export class CallbackPage {
  private readonly auth = inject(AuthService);
  private readonly router = inject(Router);
  private readonly location = inject(Location);
  private readonly window = inject(DOCUMENT).defaultView as Window;

  protected readonly t = inject(Texts).t;
  protected readonly outcome = signal<'open' | 'refused' | 'wrong-person'>('open');
  protected readonly signOutFailed = signal(false);

  constructor() {
    void this.complete();
  }

  protected name(): string {
    return this.auth.person()?.name ?? '';
  }

  protected goOn(): void {
    void this.router.navigateByUrl('/', { replaceUrl: true });
  }

  protected async signOut(): Promise<void> {
    this.signOutFailed.set(false);
    try {
      await this.auth.signOut();
    } catch {
      this.signOutFailed.set(true);
    }
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
    } catch (error) {
      this.outcome.set(error instanceof WrongPerson ? 'wrong-person' : 'refused');
    }
  }
}
