import {
  type AbstractControl,
  FormControl,
  FormGroup,
  type ValidationErrors,
  type ValidatorFn,
} from '@angular/forms';
import type { FieldProblem } from '../shared/problem';

type Field = 'code' | 'password';

const FIELDS = new Map<string, Field>([
  ['/code', 'code'],
  ['/password', 'password'],
  ['/password_confirm', 'password'],
]);

/** What people type to spend a link or a code, and what is wrong with it. A field that is not asked for is disabled. */
export class RedeemFields {
  private readonly refusals = new Map<Field, { value: string; detail: string }>();

  readonly form: FormGroup<Record<Field, FormControl<string>>>;

  constructor(keepsPolicy: ValidatorFn) {
    this.form = new FormGroup({
      code: new FormControl('', {
        nonNullable: true,
        validators: [hasEightDigits, (control) => this.refusalOf('code', control)],
      }),
      password: new FormControl('', {
        nonNullable: true,
        validators: [notEmpty, keepsPolicy, (control) => this.refusalOf('password', control)],
      }),
    });
  }

  get code(): string {
    return digits(this.form.controls.code.value);
  }

  /** undefined while none is asked for. */
  get password(): string | undefined {
    const { password } = this.form.controls;
    return password.enabled ? password.value : undefined;
  }

  ask(field: Field, asked: boolean): void {
    const control = this.form.controls[field];
    // Enabling what is enabled would take the server's word off the field.
    if (asked && control.disabled) {
      control.enable();
    } else if (!asked && control.enabled) {
      control.disable();
    }
  }

  /**
   * Puts the server's words at their fields, where they stand until something else is typed in.
   *
   * @returns the fields that they are about
   */
  complain(errors: readonly FieldProblem[]): Set<Field> {
    const details = new Map<Field, string>();
    for (const { pointer, detail } of errors) {
      const field = FIELDS.get(pointer);
      if (field) {
        details.set(field, [details.get(field), detail].filter(Boolean).join(' '));
      }
    }
    for (const [field, detail] of details) {
      const control = this.form.controls[field];
      this.ask(field, true);
      this.refusals.set(field, { value: control.value, detail });
      control.updateValueAndValidity();
      control.markAsTouched();
    }
    return new Set(details.keys());
  }

  private refusalOf(field: Field, { value }: AbstractControl): ValidationErrors | null {
    const refusal = this.refusals.get(field);
    return refusal?.value === value ? { server: refusal?.detail } : null;
  }
}

function hasEightDigits({ value }: AbstractControl): ValidationErrors | null {
  return /^\d{8}$/.test(digits(value)) ? null : { format: true };
}

function notEmpty({ value }: AbstractControl): ValidationErrors | null {
  return value === '' ? { required: true } : null;
}

/** Mails and people may group the code. */
function digits(code: unknown): string {
  return String(code).replace(/[\s-]/g, '');
}
