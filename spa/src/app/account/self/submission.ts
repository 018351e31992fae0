import { DestroyRef, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import type { FormGroup } from '@angular/forms';
import type { Observable } from 'rxjs';
import { type Problem, toProblem } from '../../shared/problem';

/** Sends a form once at a time, and keeps what became of it. */
export class Submission {
  readonly sending = signal(false);
  readonly done = signal(false);
  readonly problem = signal<Problem | null>(null);

  /** @param fieldOf the control that a JSON pointer of the request means; by default the one of that name */
  constructor(
    private readonly form: FormGroup,
    private readonly element: HTMLElement,
    private readonly destroyed: DestroyRef,
    private readonly fieldOf: (pointer: string) => string = (pointer) => pointer.slice(1),
  ) {
    form.valueChanges.pipe(takeUntilDestroyed(destroyed)).subscribe(() => this.done.set(false));
  }

  send<T>(request: () => Observable<T>, then: (answer: T) => void): void {
    if (this.sending()) {
      return;
    }
    if (this.form.invalid) {
      this.form.markAllAsTouched();
      this.focusFirstError();
      return;
    }
    this.sending.set(true);
    this.done.set(false);
    this.problem.set(null);
    request()
      .pipe(takeUntilDestroyed(this.destroyed))
      .subscribe({
        next: (answer) => {
          this.sending.set(false);
          then(answer);
          this.done.set(true);
        },
        error: (error: unknown) => {
          this.sending.set(false);
          this.refuse(toProblem(error));
        },
      });
  }

  private refuse(problem: Problem): void {
    // What a newer sign-in would change, the frame around this screen says.
    const told = problem.status === 401 || this.complain(problem);
    this.problem.set(told ? null : problem);
    this.focusFirstError();
  }

  /** The server's words stand at their fields until something else is typed there. */
  private complain({ code, detail, errors }: Problem): boolean {
    const complaints =
      code === 'wrong_password' ? [{ pointer: '/current', detail: detail ?? code }] : errors;
    let all = complaints.length > 0;
    for (const { pointer, detail: words } of complaints) {
      const control = this.form.get([this.fieldOf(pointer)]);
      const before = control?.errors?.['server'] as string | undefined;
      control?.setErrors({ server: before === undefined ? words : `${before} ${words}` });
      control?.markAsTouched();
      all &&= control !== null;
    }
    return all;
  }

  private focusFirstError(): void {
    setTimeout(() => this.element.querySelector<HTMLElement>('input.ng-invalid')?.focus());
  }
}

/** What to say at a field: the server's words, else ours. */
export function complaintOf(form: FormGroup, field: string, ours: string): string {
  const words: unknown = form.get([field])?.errors?.['server'];
  return typeof words === 'string' ? words : ours;
}
