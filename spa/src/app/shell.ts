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
import { SessionEnd } from './core/auth/session-end';
import { SessionWatch } from './core/auth/session-watch';
import { SignInButton } from './core/auth/sign-in-button';
import { StepUp } from './core/auth/step-up';
import { LANGUAGES, LANGUAGE_NAMES, Texts } from './core/i18n/texts';
import { Connection } from './shared/connection';

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
  protected readonly stepUp = inject(StepUp);
  protected readonly sessionEnd = inject(SessionEnd);
  protected readonly connection = inject(Connection);
  protected readonly texts = inject(Texts);
  protected readonly t = this.texts.t;
  protected readonly languages = LANGUAGES;
  protected readonly languageNames = LANGUAGE_NAMES;
  protected readonly path = computed(() => this.navigation()?.path ?? '');
  protected readonly onArticles = computed(() => ['/', '/articles'].includes(this.path()));
  /** The session ended on a screen that holds unsaved text: it stays, with a way to sign in above it. */
  protected readonly asksToSignInAgain = computed(
    () => this.navigation() !== undefined && this.auth.sessionEnded() && this.keepsScreen(),
  );
  protected readonly signOutFailed = signal(false);

  constructor() {
    inject(SessionWatch).begin();
    this.router.initialNavigation();
    this.showWhatThePersonMaySee();
    this.focusEachNewScreen();
    this.dropsQuestionsOfOldScreens();
  }

  protected signOut(): Promise<void> {
    return this.leave(() => this.auth.signOut());
  }

  /** Ends the session before it ends by itself, and comes back to this screen with a new one. */
  protected signInAnew(): Promise<void> {
    return this.leave(() => this.auth.signOut(this.router.url));
  }

  protected confirmIdentity(): Promise<void> {
    return this.leave(() => this.auth.confirmIdentity(this.router.url));
  }

  /** @param end seconds since the epoch */
  protected clockOf(end: number): string {
    return this.texts.time(new Date(end * 1000));
  }

  protected skipToContent(event: Event): void {
    // With <base href="/"> a plain "#main" would lead to the start page.
    event.preventDefault();
    this.main().nativeElement.focus();
  }

  /** When a session ends, the same address is matched anew, now with the routes of signed-out people. */
  private showWhatThePersonMaySee(): void {
    let wasSignedIn = this.auth.person() !== null;
    effect(() => {
      const signedIn = this.auth.person() !== null;
      if (wasSignedIn && !signedIn && !this.keepsScreen()) {
        void untracked(() =>
          // Somebody who is on the way to another screen goes on there.
          this.router.navigateByUrl(
            this.router.currentNavigation()?.extractedUrl ?? this.router.url,
            {
              onSameUrlNavigation: 'reload',
              replaceUrl: true,
            },
          ),
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

  private async leave(way: () => Promise<void>): Promise<void> {
    this.signOutFailed.set(false);
    try {
      await way();
    } catch {
      this.signOutFailed.set(true);
    }
  }

  /** What was refused on one screen is no matter of the next. */
  private dropsQuestionsOfOldScreens(): void {
    effect(() => {
      this.path();
      untracked(() => this.stepUp.drop());
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
