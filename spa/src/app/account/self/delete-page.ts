import { Component, DestroyRef, ElementRef, inject } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { Router } from '@angular/router';
import { AuthService } from '../../core/auth/auth-service';
import { SignInHint } from '../../core/auth/sign-in-hint';
import { Texts } from '../../core/i18n/texts';
import { ProblemPanel } from '../../shared/problem-panel';
import { AccountStore } from './account-store';
import { SelfApi } from './self-api';
import { Submission } from './submission';
import { ticked } from './validators';

/** The end of the account, for good. */
@Component({
  selector: 'app-delete-page',
  imports: [MatButton, MatCheckbox, ProblemPanel, ReactiveFormsModule],
  template: `
    <h1>{{ t().account.delete.heading }}</h1>
    @if (allowed) {
      <p>{{ t().account.delete.text }}</p>
      <form [formGroup]="form" (ngSubmit)="delete()" novalidate>
        <mat-checkbox formControlName="sure" data-testid="sure">{{
          t().account.delete.sure
        }}</mat-checkbox>
        @if (form.controls.sure.touched && form.controls.sure.invalid) {
          <p class="error" role="alert">{{ t().account.delete.notSure }}</p>
        }
        @if (submission.problem(); as failure) {
          <app-problem-panel [problem]="failure" />
        }
        <div class="actions">
          <button
            matButton="filled"
            type="submit"
            class="danger"
            data-testid="delete-account"
            disabledInteractive
            [disabled]="submission.sending()"
          >
            {{ submission.sending() ? t().oneMoment : t().account.delete.button }}
          </button>
        </div>
      </form>
    } @else {
      <p class="notice notice-warning" data-testid="not-allowed">{{ t().account.notAllowed }}</p>
    }
  `,
  styleUrl: './account-screen.scss',
})
export class DeletePage {
  private readonly api = inject(SelfApi);
  private readonly auth = inject(AuthService);
  private readonly hint = inject(SignInHint);
  private readonly router = inject(Router);
  protected readonly t = inject(Texts).t;
  protected readonly allowed = inject(AccountStore).shown().may.delete;
  protected readonly form = new FormGroup({
    sure: new FormControl(false, { nonNullable: true, validators: [ticked] }),
  });
  protected readonly submission = new Submission(
    this.form,
    inject<ElementRef<HTMLElement>>(ElementRef).nativeElement,
    inject(DestroyRef),
  );

  protected delete(): void {
    this.submission.send(
      () => this.api.deleteAccount(),
      () => {
        this.hint.forget();
        void this.auth.endSession().then(() => this.router.navigateByUrl('/'));
      },
    );
  }
}
