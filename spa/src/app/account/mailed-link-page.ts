import {
  Component,
  DestroyRef,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  signal,
  untracked,
} from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import type { Subscription } from 'rxjs';
import { AuthService } from '../core/auth/auth-service';
import { MailedLinks, type View } from '../core/auth/mailed-links';
import { routeFromOutside } from '../core/auth/return-route';
import { SignInButton } from '../core/auth/sign-in-button';
import { Loading } from '../shared/loading';
import { Texts } from '../core/i18n/texts';
import { type Problem, toProblem } from '../shared/problem';
import { ProblemPanel } from '../shared/problem-panel';
import { TakesFocus } from '../shared/takes-focus';
import { AccountApi, type LinkInfo, type Next, type Purpose } from './account-api';
import { headlineFor, inOurWords, isFinal, isUnreadable } from './account-problems';
import { actionsInWords, isPurpose, leadOf } from './link-texts';
import { LinkTrouble } from './link-trouble';
import { RedeemForm } from './redeem-form';

/** Where mailed links land. Looking spends nothing, so a robot that renders pages does no harm. */
@Component({
  selector: 'app-mailed-link-page',
  imports: [Loading, LinkTrouble, ProblemPanel, RedeemForm, SignInButton, TakesFocus],
  templateUrl: './mailed-link-page.html',
  styleUrl: './ways-on.scss',
})
export class MailedLinkPage {
  private readonly api = inject(AccountApi);
  private readonly auth = inject(AuthService);
  private readonly links = inject(MailedLinks);
  private readonly destroyed = inject(DestroyRef);

  protected readonly t = inject(Texts).t;

  /** From the route. */
  readonly view = input.required<View>();

  private readonly link = computed(() => this.links.of(this.view()));
  protected readonly token = computed(() => this.link()?.token);
  protected readonly info = signal<LinkInfo | null>(null);
  protected readonly loadProblem = signal<Problem | null>(null);
  /** The link's purpose by the server's word, not by the address that it was opened under. */
  protected readonly purpose = computed<Purpose>(() => {
    const view = this.view();
    const purpose = this.info()?.purpose ?? view;
    return isPurpose(purpose) ? purpose : 'action';
  });
  protected readonly knownPurpose = computed(() => {
    const told = this.view() === 'error' ? this.link()?.purpose : this.purpose();
    return told !== undefined && isPurpose(told) ? told : 'unknown';
  });
  protected readonly texts = computed(() => this.t().links[this.purpose()]);
  protected readonly finished = linkedSignal(() => {
    const status = this.link()?.status;
    return status === 'done' || status === 'confirmed';
  });
  /** The stable code of what makes the link useless. */
  protected readonly trouble = linkedSignal<string | null>(() => {
    const link = this.link();
    return link?.status === 'already_confirmed' ? 'already_confirmed' : (link?.error ?? null);
  });
  protected readonly returnTo = linkedSignal(() => routeFromOutside(this.link()?.state));

  private looking?: Subscription;

  constructor() {
    effect(() => {
      if (this.token() !== undefined) {
        untracked(() => this.look());
      }
    });
  }

  protected look(): void {
    this.info.set(null);
    this.loadProblem.set(null);
    this.looking?.unsubscribe();
    this.looking = this.api
      .linkInfo(this.token() ?? '')
      .pipe(takeUntilDestroyed(this.destroyed))
      .subscribe({
        next: (info) =>
          isPurpose(info.purpose) ? this.info.set(info) : this.refuse('invalid_link'),
        error: (error: unknown) => {
          const problem = toProblem(error);
          if (isFinal(problem.code)) {
            this.refuse(problem.code);
          } else if (isUnreadable(problem.code)) {
            this.refuse('invalid_link');
          } else {
            this.loadProblem.set(inOurWords(problem, this.t()));
          }
        },
      });
  }

  protected headline({ code }: Problem): string | undefined {
    return headlineFor(code, this.t());
  }

  protected lead(info: LinkInfo): string {
    return leadOf(info, this.t().leads);
  }

  protected actions(info: LinkInfo): string[] {
    return actionsInWords(info, this.t().leads);
  }

  protected refuse(code: string): void {
    const route = this.returnTo();
    this.links.forget();
    this.returnTo.set(route);
    this.trouble.set(code);
  }

  protected finish({ type, state }: Next): void {
    const route = state === undefined ? this.returnTo() : routeFromOutside(state);
    this.links.forget();
    this.returnTo.set(route);
    this.finished.set(true);
    if (type === 'authenticate' && this.purpose() !== 'reset') {
      // Where that fails, the finished screen has the button to try again.
      this.auth.signIn(route).catch(() => undefined);
    }
  }
}
