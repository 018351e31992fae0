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
import {
  type AbstractControl,
  FormControl,
  FormGroup,
  ReactiveFormsModule,
  type ValidationErrors,
} from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { type Problem, toProblem } from '../shared/problem';
import { ProblemPanel } from '../shared/problem-panel';
import { AccountApi, type Next, type Proof, type Purpose } from './account-api';
import { headlineFor, inOurWords, isFinal } from './account-problems';
import { NewPasswordField } from './new-password-field';
import { type PasswordRule, passwordHints } from './password-policy';

type Field = 'code' | 'password';

const FIELDS = new Map<string, Field>([
  ['/code', 'code'],
  ['/password', 'password'],
  ['/password_confirm', 'password'],
]);

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
  private readonly refusals = new Map<Field, { value: string; detail: string }>();
  protected readonly headlineFor = headlineFor;
  protected readonly form = new FormGroup({
    code: new FormControl('', {
      nonNullable: true,
      validators: [
        (control) => (/^\d{8}$/.test(digits(control.value)) ? null : { format: true }),
        (control) => this.refusalOf('code', control),
      ],
    }),
    password: new FormControl('', {
      nonNullable: true,
      validators: [
        ({ value }) => (value === '' ? { required: true } : null),
        (control) =>
          passwordHints(this.policy(), String(control.value)).some(({ met }) => met === false)
            ? { policy: true }
            : null,
        (control) => this.refusalOf('password', control),
      ],
    }),
  });

  constructor() {
    effect(() => {
      const { code, password } = this.form.controls;
      setEnabled(code, this.token() === undefined);
      setEnabled(password, this.asksPassword());
    });
  }

  protected codeComplaint(): string {
    const fromServer: unknown = this.form.controls.code.errors?.['server'];
    return typeof fromServer === 'string' ? fromServer : 'The code has 8 digits.';
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
    const password = this.asksPassword() ? this.form.controls.password.value : undefined;
    this.api
      .redeem(this.purpose(), this.proof(), password)
      .pipe(takeUntilDestroyed(this.destroyed))
      .subscribe({
        next: (next) => this.redeemed.emit(next),
        error: (error: unknown) => {
          this.sending.set(false);
          this.show(toProblem(error));
        },
      });
  }

  private proof(): Proof {
    const token = this.token();
    return token === undefined
      ? { handle: this.handle(), code: digits(this.form.controls.code.value) }
      : { token };
  }

  private show(problem: Problem): void {
    if (isFinal(problem.code)) {
      this.refused.emit(problem.code);
      return;
    }
    if (problem.code === 'password_required') {
      this.askPassword();
    }
    const complaints = this.complaintsIn(problem);
    for (const { field, detail } of complaints) {
      this.complain(field, detail);
    }
    this.problem.set(complaints.length === 0 ? inOurWords(problem) : null);
    this.focusFirstError();
  }

  private complaintsIn(problem: Problem): { field: Field; detail: string }[] {
    if (problem.code === 'invalid_code') {
      return [{ field: 'code', detail: inOurWords(problem).detail ?? problem.title }];
    }
    return problem.errors.flatMap(({ pointer, detail }) => {
      const field = FIELDS.get(pointer);
      return field ? [{ field, detail }] : [];
    });
  }

  private askPassword(): void {
    this.asksPassword.set(true);
    this.form.controls.password.enable();
  }

  /** The server's word stands at the field until something else is typed in. */
  private complain(field: Field, detail: string): void {
    if (field === 'password') {
      this.askPassword();
    }
    const control = this.form.controls[field];
    this.refusals.set(field, { value: control.value, detail });
    control.updateValueAndValidity();
    control.markAsTouched();
  }

  private refusalOf(field: Field, { value }: AbstractControl): ValidationErrors | null {
    const refusal = this.refusals.get(field);
    return refusal?.value === value ? { server: refusal?.detail } : null;
  }

  private focusFirstError(): void {
    afterNextRender(
      () => this.element.querySelector<HTMLElement>('input.ng-invalid, .notice-error')?.focus(),
      { injector: this.injector },
    );
  }
}

/** Mails may show the code in groups. */
function digits(code: unknown): string {
  return String(code).replace(/[\s-]/g, '');
}

function setEnabled(control: FormControl, enabled: boolean): void {
  if (enabled && control.disabled) {
    control.enable();
  } else if (!enabled && control.enabled) {
    control.disable();
  }
}
