import {
  Component,
  type ElementRef,
  computed,
  effect,
  inject,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { NavigationEnd, Router, RouterLink, RouterOutlet } from '@angular/router';
import { filter, map } from 'rxjs';
import { AuthService } from './core/auth/auth-service';
import { SignInButton } from './core/auth/sign-in-button';

/** The frame around every screen: header, main, footer. */
@Component({
  selector: 'app-shell',
  imports: [MatButton, RouterLink, RouterOutlet, SignInButton],
  templateUrl: './shell.html',
  styleUrl: './shell.scss',
})
export class Shell {
  private readonly router = inject(Router);
  private readonly main = viewChild.required<ElementRef<HTMLElement>>('main');
  private readonly navigation = toSignal(
    this.router.events.pipe(
      filter((event) => event instanceof NavigationEnd),
      map((event) => ({ id: event.id, path: event.urlAfterRedirects.replace(/[?#].*/, '') })),
    ),
  );

  protected readonly auth = inject(AuthService);
  protected readonly path = computed(() => this.navigation()?.path ?? '');
  protected readonly onArticles = computed(() => ['/', '/articles'].includes(this.path()));
  /** The session ended on a screen that holds unsaved text: it stays, with a way to sign in above it. */
  protected readonly asksToSignInAgain = computed(
    () => this.navigation() !== undefined && this.auth.sessionEnded() && this.keepsScreen(),
  );
  protected readonly signOutFailed = signal(false);

  constructor() {
    this.router.initialNavigation();
    this.showWhatThePersonMaySee();
    this.focusEachNewScreen();
  }

  protected async signOut(): Promise<void> {
    this.signOutFailed.set(false);
    try {
      await this.auth.signOut();
    } catch {
      this.signOutFailed.set(true);
    }
  }

  protected skipToContent(event: Event): void {
    // With <base href="/"> a plain "#main" would lead to the start page.
    event.preventDefault();
    this.main().nativeElement.focus();
  }

  /** When a session ends, the same address is matched anew, now with the routes of signed-out people. */
  private showWhatThePersonMaySee(): void {
    let wasSignedIn = this.auth.signedIn();
    effect(() => {
      const signedIn = this.auth.signedIn();
      if (wasSignedIn && !signedIn && !this.keepsScreen()) {
        void untracked(() =>
          this.router.navigateByUrl(this.router.url, {
            onSameUrlNavigation: 'reload',
            replaceUrl: true,
          }),
        );
      }
      wasSignedIn = signedIn;
    });
  }

  /** A screen reader would otherwise stay where the old screen was. */
  private focusEachNewScreen(): void {
    effect(() => {
      const navigation = this.navigation();
      if (navigation && navigation.id > 1) {
        this.main().nativeElement.focus({ preventScroll: true });
      }
    });
  }

  private keepsScreen(): boolean {
    let route = this.router.routerState.snapshot.root;
    while (route.firstChild) {
      route = route.firstChild;
    }
    return route.data['keepWhenSessionEnds'] === true;
  }
}
