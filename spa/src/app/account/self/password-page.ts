import { Component, DestroyRef, ElementRef, inject, signal, viewChild } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { FormControl, FormGroup, FormGroupDirective, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatError, MatFormField, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { Texts } from '../../core/i18n/texts';
import { ProblemPanel } from '../../shared/problem-panel';
import { AccountApi } from '../account-api';
import { NewPasswordField } from '../new-password-field';
import { type PasswordRule, breaksPolicy } from '../password-policy';
import { AccountStore } from './account-store';
import { SelfApi } from './self-api';
import { Submission, complaintOf } from './submission';
import { required } from './validators';

/** Another password, or the first one. */
@Component({
  selector: 'app-password-page',
  imports: [
    MatButton,
    MatError,
    MatFormField,
    MatInput,
    MatLabel,
    NewPasswordField,
    ProblemPanel,
    ReactiveFormsModule,
  ],
  template: `
    <h1>{{ t().account.password.heading }}</h1>
    <p class="muted">{{ t().account.password.text }}</p>
    @if (submission.done()) {
      <p class="notice notice-info" role="status" data-testid="saved">
        {{ t().account.password.done }}
      </p>
    }
    <form [formGroup]="form" (ngSubmit)="save()" novalidate>
      <input
        class="visually-hidden"
        autocomplete="username"
        tabindex="-1"
        aria-hidden="true"
        readonly
        [value]="account.username"
      />
      @if (account.password_set) {
        <mat-form-field appearance="outline" subscriptSizing="dynamic">
          <mat-label>{{ t().account.password.current }}</mat-label>
          <input
            matInput
            type="password"
            formControlName="current"
            autocomplete="current-password"
            data-testid="current-password"
          />
          <mat-error>{{ complaint() }}</mat-error>
        </mat-form-field>
      }
      <app-new-password-field [control]="form.controls.new" [policy]="policy()" />
      @if (submission.problem(); as failure) {
        <app-problem-panel [problem]="failure" />
      }
      <div class="actions">
        <button
          matButton="filled"
          type="submit"
          data-testid="save-password"
          disabledInteractive
          [disabled]="submission.sending()"
        >
          {{ submission.sending() ? t().oneMoment : t().account.password.button }}
        </button>
      </div>
    </form>
  `,
  styleUrl: './account-screen.scss',
})
export class PasswordPage {
  private readonly api = inject(SelfApi);
  private readonly store = inject(AccountStore);
  private readonly directive = viewChild.required(FormGroupDirective);
  protected readonly t = inject(Texts).t;
  protected readonly account = this.store.shown();
  protected readonly policy = signal<readonly PasswordRule[]>([]);
  protected readonly form = new FormGroup({
    current: new FormControl(
      { value: '', disabled: !this.account.password_set },
      { nonNullable: true, validators: [required] },
    ),
    new: new FormControl('', {
      nonNullable: true,
      validators: [
        required,
        ({ value }) => (breaksPolicy(this.policy(), String(value)) ? { policy: true } : null),
      ],
    }),
  });
  protected readonly submission = new Submission(
    this.form,
    inject<ElementRef<HTMLElement>>(ElementRef).nativeElement,
    inject(DestroyRef),
  );

  constructor() {
    // Without the policy there are no hints while typing, and still its errors afterwards.
    inject(AccountApi)
      .passwordPolicy()
      .pipe(takeUntilDestroyed())
      .subscribe({ next: (policy) => this.policy.set(policy), error: () => undefined });
  }

  protected complaint(): string {
    return complaintOf(this.form, 'current', this.t().account.password.currentMissing);
  }

  protected save(): void {
    const { current, new: chosen } = this.form.getRawValue();
    this.submission.send(
      () => this.api.changePassword(this.account.password_set ? current : undefined, chosen),
      () => {
        // The directive's: a form that counts as submitted would call its empty fields wrong.
        this.directive().resetForm();
        this.store.load();
      },
    );
  }
}
