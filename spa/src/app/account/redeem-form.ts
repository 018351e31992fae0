import {
  Component,
  DestroyRef,
  ElementRef,
  Injector,
  afterNextRender,
  effect,
  inject,
  input,
  linkedSignal,
  output,
  signal,
} from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { Texts } from '../core/i18n/texts';
import { type Problem, toProblem } from '../shared/problem';
import { ProblemPanel } from '../shared/problem-panel';
import { AccountApi, type Next, type Proof, type Purpose } from './account-api';
import { headlineFor, inOurWords, isFinal } from './account-problems';
import { NewPasswordField } from './new-password-field';
import { type PasswordRule, breaksPolicy } from './password-policy';
import { RedeemFields } from './redeem-fields';

/** Spends the token of a link, or a code that a mail holds, and nothing without a click. */
@Component({
  selector: 'app-redeem-form',
  imports: [
    MatButton,
    MatError,
    MatFormField,
    MatHint,
    MatInput,
    MatLabel,
    NewPasswordField,
    ProblemPanel,
    ReactiveFormsModule,
  ],
  templateUrl: './redeem-form.html',
  styleUrl: './account-form.scss',
})
export class RedeemForm {
  private readonly api = inject(AccountApi);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly destroyed = inject(DestroyRef);
  private readonly injector = inject(Injector);

  readonly purpose = input.required<Purpose>();
  /** What the link brought; without it a code is asked for. */
  readonly token = input<string>();
  /** What the code belongs to. */
  readonly handle = input('');
  readonly passwordRequired = input(false);
  readonly policy = input<readonly PasswordRule[]>([]);
  readonly label = input.required<string>();

  readonly redeemed = output<Next>();
  /** The stable code of a refusal that nothing typed here can change. */
  readonly refused = output<string>();

  protected readonly asksPassword = linkedSignal(() => this.passwordRequired());
  protected readonly sending = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly t = inject(Texts).t;
  private readonly fields = new RedeemFields(({ value }) =>
    breaksPolicy(this.policy(), String(value)) ? { policy: true } : null,
  );
  protected readonly form = this.fields.form;

  constructor() {
    effect(() => {
      this.fields.ask('code', this.token() === undefined);
      this.fields.ask('password', this.asksPassword());
    });
  }

  protected codeComplaint(): string {
    const fromServer: unknown = this.form.controls.code.errors?.['server'];
    return typeof fromServer === 'string' ? fromServer : this.t().mails.codeWrong;
  }

  protected redeem(): void {
    if (this.sending()) {
      return;
    }
    if (this.form.invalid) {
      this.form.markAllAsTouched();
      this.focusFirstError();
      return;
    }
    this.sending.set(true);
    this.problem.set(null);
    this.api
      .redeem(this.purpose(), this.proof(), this.fields.password)
      .pipe(takeUntilDestroyed(this.destroyed))
      .subscribe({
        next: (next) => this.redeemed.emit(next),
        error: (error: unknown) => {
          this.sending.set(false);
          this.show(toProblem(error));
        },
      });
  }

  protected headline({ code }: Problem): string | undefined {
    return headlineFor(code, this.t());
  }

  private proof(): Proof {
    const token = this.token();
    return token === undefined ? { handle: this.handle(), code: this.fields.code } : { token };
  }

  private show(problem: Problem): void {
    if (isFinal(problem.code)) {
      this.refused.emit(problem.code);
      return;
    }
    const inWords = inOurWords(problem, this.t());
    const complained = this.fields.complain(
      problem.code === 'invalid_code'
        ? [{ pointer: '/code', code: problem.code, detail: inWords.detail ?? inWords.title }]
        : problem.errors,
    );
    if (problem.code === 'password_required' || complained.has('password')) {
      this.asksPassword.set(true);
      this.fields.ask('password', true);
    }
    this.problem.set(complained.size === 0 ? inWords : null);
    this.focusFirstError();
  }

  private focusFirstError(): void {
    afterNextRender(
      () => this.element.querySelector<HTMLElement>('input.ng-invalid, .notice-error')?.focus(),
      { injector: this.injector },
    );
  }
}
