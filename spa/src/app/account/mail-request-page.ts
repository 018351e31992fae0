import { Location } from '@angular/common';
import {
  Component,
  DestroyRef,
  ElementRef,
  computed,
  effect,
  inject,
  input,
  signal,
  untracked,
} from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { FormControl, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatError, MatFormField, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { RouterLink } from '@angular/router';
import { AuthService } from '../core/auth/auth-service';
import { routeFromOutside } from '../core/auth/return-route';
import { SignInButton } from '../core/auth/sign-in-button';
import { Texts } from '../core/i18n/texts';
import { type Problem, toProblem } from '../shared/problem';
import { ProblemPanel } from '../shared/problem-panel';
import { TakesFocus } from '../shared/takes-focus';
import { AccountApi, type AwaitedMail, type MailPurpose, type Next } from './account-api';
import { headlineFor, inOurWords, isFinal } from './account-problems';
import { LinkTrouble } from './link-trouble';
import type { PasswordRule } from './password-policy';
import { RedeemForm } from './redeem-form';

/** Asks for a mail, then for the code in it. The same for accounts that exist and that do not. */
@Component({
  selector: 'app-mail-request-page',
  imports: [
    LinkTrouble,
    MatButton,
    MatError,
    MatFormField,
    MatInput,
    MatLabel,
    ProblemPanel,
    ReactiveFormsModule,
    RedeemForm,
    RouterLink,
    SignInButton,
    TakesFocus,
  ],
  templateUrl: './mail-request-page.html',
  styleUrls: ['./account-form.scss', './ways-on.scss'],
})
export class MailRequestPage {
  private readonly api = inject(AccountApi);
  private readonly auth = inject(AuthService);
  private readonly location = inject(Location);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly destroyed = inject(DestroyRef);

  protected readonly t = inject(Texts).t;

  /** From the route. */
  readonly purpose = input.required<MailPurpose>();

  protected readonly identity = new FormControl('', {
    nonNullable: true,
    validators: ({ value }) => (/\S/.test(String(value)) ? null : { blank: true }),
  });
  protected readonly texts = computed(() => ({
    ...this.t().links[this.purpose()],
    ...this.t().mails[this.purpose()],
  }));
  protected readonly policy = signal<readonly PasswordRule[]>([]);
  protected readonly sending = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly awaited = signal<AwaitedMail | null>(null);
  protected readonly minutes = computed(() => Math.ceil((this.awaited()?.expiresIn ?? 0) / 60));
  protected readonly trouble = signal<string | null>(null);
  protected readonly finished = signal(false);
  protected readonly returnTo = signal(routeFromOutside(this.screenBefore()));

  constructor() {
    effect(() => {
      this.purpose();
      untracked(() => this.startOver());
    });
    // Without the policy there are no hints while typing, and still its errors afterwards.
    this.api
      .passwordPolicy()
      .pipe(takeUntilDestroyed(this.destroyed))
      .subscribe({ next: (policy) => this.policy.set(policy), error: () => undefined });
  }

  protected ask(): void {
    if (this.sending()) {
      return;
    }
    if (this.identity.invalid) {
      this.identity.markAsTouched();
      this.element.querySelector<HTMLElement>('input')?.focus();
      return;
    }
    this.sending.set(true);
    this.problem.set(null);
    this.api
      .askForMail(this.purpose(), this.identity.value.trim(), this.returnTo())
      .pipe(takeUntilDestroyed(this.destroyed))
      .subscribe({
        next: (awaited) => {
          this.sending.set(false);
          this.awaited.set(awaited);
        },
        error: (error: unknown) => {
          this.sending.set(false);
          this.show(toProblem(error));
        },
      });
  }

  protected startOver(): void {
    this.awaited.set(null);
    this.trouble.set(null);
    this.problem.set(null);
    this.finished.set(false);
  }

  protected finish({ type, state }: Next): void {
    if (state !== undefined) {
      this.returnTo.set(routeFromOutside(state));
    }
    this.finished.set(true);
    if (type === 'authenticate' && this.purpose() !== 'reset') {
      this.auth.signIn(this.returnTo()).catch(() => undefined);
    }
  }

  protected headline({ code }: Problem): string | undefined {
    return headlineFor(code, this.t());
  }

  private show(problem: Problem): void {
    if (isFinal(problem.code)) {
      this.trouble.set(problem.code);
    } else {
      this.problem.set(inOurWords(problem, this.t()));
    }
  }

  /** Kept in the history entry, so it outlives a reload and is in no address. */
  private screenBefore(): unknown {
    return (this.location.getState() as { returnTo?: unknown } | null)?.returnTo;
  }
}
