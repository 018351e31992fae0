import { Location } from '@angular/common';
import { Component, DestroyRef, ElementRef, computed, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { AuthService } from '../../core/auth/auth-service';
import { routeFromOutside } from '../../core/auth/return-route';
import { SignInButton } from '../../core/auth/sign-in-button';
import { Texts } from '../../core/i18n/texts';
import { Loading } from '../../shared/loading';
import { type Problem, toProblem } from '../../shared/problem';
import { ProblemPanel } from '../../shared/problem-panel';
import { TakesFocus } from '../../shared/takes-focus';
import type { AwaitedMail } from '../account-api';
import { LinkTrouble } from '../link-trouble';
import { NewPasswordField } from '../new-password-field';
import { breaksPolicy } from '../password-policy';
import { RedeemForm } from '../redeem-form';
import { Submission, complaintOf } from '../self/submission';
import { emailForm, required } from '../self/validators';
import { type Description, RegisterApi } from './register-api';

const AUTOCOMPLETE: Readonly<Record<string, string>> = {
  firstName: 'given-name',
  lastName: 'family-name',
};

/** Opens an account. What is asked for, the realm says; who has an account already learns nothing else than others. */
@Component({
  selector: 'app-register-page',
  imports: [
    LinkTrouble,
    Loading,
    MatButton,
    MatError,
    MatFormField,
    MatHint,
    MatInput,
    MatLabel,
    NewPasswordField,
    ProblemPanel,
    ReactiveFormsModule,
    RedeemForm,
    SignInButton,
    TakesFocus,
  ],
  templateUrl: './register-page.html',
  styleUrl: '../account-form.scss',
})
export class RegisterPage {
  private readonly api = inject(RegisterApi);
  private readonly auth = inject(AuthService);
  private readonly location = inject(Location);
  private readonly destroyed = inject(DestroyRef);
  protected readonly t = inject(Texts).t;

  protected readonly description = signal<Description | null>(null);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly awaited = signal<AwaitedMail | null>(null);
  protected readonly finished = signal(false);
  protected readonly trouble = signal<string | null>(null);
  protected readonly returnTo = signal(routeFromOutside(this.screenBefore()));
  protected readonly minutes = computed(() => Math.ceil((this.awaited()?.expiresIn ?? 0) / 60));
  protected readonly policy = computed(() => this.description()?.password_policy ?? []);
  protected readonly fields = computed(() =>
    (this.description()?.profile.attributes ?? []).filter(
      ({ name, multivalued, read_only }) =>
        !['username', 'email', 'locale'].includes(name) && !multivalued && !read_only,
    ),
  );
  protected readonly form = new FormGroup<Record<string, FormControl<string>>>({
    email: new FormControl('', { nonNullable: true, validators: [required, emailForm] }),
  });
  protected readonly submission = new Submission(
    this.form,
    inject<ElementRef<HTMLElement>>(ElementRef).nativeElement,
    this.destroyed,
    (pointer) => pointer.replace(/^\/(attributes\/)?/, ''),
  );

  constructor() {
    this.load();
  }

  protected load(): void {
    this.problem.set(null);
    this.api
      .describe()
      .pipe(takeUntilDestroyed(this.destroyed))
      .subscribe({
        next: (description) => {
          this.description.set(description);
          this.ask(description);
        },
        error: (error: unknown) => this.problem.set(toProblem(error)),
      });
  }

  protected autocompleteOf(name: string): string {
    return AUTOCOMPLETE[name] ?? 'off';
  }

  protected complaint(field: string, ours: string): string {
    return complaintOf(this.form, field, ours);
  }

  protected register(): void {
    const { username, email = '', password, ...attributes } = this.form.getRawValue();
    const filled = Object.entries(attributes).filter(([, value]) => value !== '');
    const account = {
      ...(username === undefined ? {} : { username: username.trim() }),
      email: email.trim(),
      attributes: Object.fromEntries(filled),
      ...(password === undefined ? {} : { password }),
    };
    this.submission.send(
      () => this.api.register(account, this.returnTo()),
      (mail) => {
        if (mail === null) {
          this.finish();
        } else {
          this.awaited.set(mail);
        }
      },
    );
  }

  protected finish(): void {
    this.finished.set(true);
    // Where that fails, the finished screen has the button to try again.
    this.auth.signIn(this.returnTo()).catch(() => undefined);
  }

  private ask({ registration }: Description): void {
    if (!registration.email_as_username) {
      this.addField('username', true);
    }
    for (const field of this.fields()) {
      this.addField(field.name, field.required);
    }
    if (registration.password_expected) {
      this.addField('password', true);
      this.form.controls['password']?.addValidators(({ value }) =>
        breaksPolicy(this.policy(), String(value)) ? { policy: true } : null,
      );
    }
  }

  private addField(name: string, isRequired: boolean): void {
    const validators = isRequired ? [required] : [];
    this.form.addControl(name, new FormControl('', { nonNullable: true, validators }));
  }

  private screenBefore(): unknown {
    return (this.location.getState() as { returnTo?: unknown } | null)?.returnTo;
  }
}
