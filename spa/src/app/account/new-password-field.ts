import { Component, computed, input, signal } from '@angular/core';
import { toObservable, toSignal } from '@angular/core/rxjs-interop';
import { type FormControl, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatError, MatFormField, MatLabel, MatSuffix } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { startWith, switchMap } from 'rxjs';
import { type PasswordRule, passwordHints } from './password-policy';

/** A new password, once: it can be shown instead of being typed twice. */
@Component({
  selector: 'app-new-password-field',
  imports: [MatButton, MatError, MatFormField, MatInput, MatLabel, MatSuffix, ReactiveFormsModule],
  template: `
    <mat-form-field appearance="outline" subscriptSizing="dynamic">
      <mat-label>New password</mat-label>
      <input
        matInput
        autocomplete="new-password"
        autocapitalize="off"
        spellcheck="false"
        aria-describedby="password-rules"
        data-testid="new-password"
        [type]="shown() ? 'text' : 'password'"
        [formControl]="control()"
      />
      <button
        matButton
        matSuffix
        type="button"
        class="show"
        data-testid="show-password"
        [attr.aria-pressed]="shown()"
        (click)="shown.set(!shown())"
      >
        Show<span class="visually-hidden"> the password</span>
      </button>
      <mat-error data-testid="password-error">{{ complaint() }}</mat-error>
    </mat-form-field>
    @if (hints().length > 0) {
      <ul id="password-rules" class="rules" data-testid="password-rules">
        @for (hint of hints(); track hint.text) {
          <li [class.met]="hint.met" [class.unknown]="hint.met === null">
            {{ hint.text }}
            @if (hint.met) {
              <span class="visually-hidden">(done)</span>
            }
          </li>
        }
      </ul>
    }
  `,
  styleUrl: './new-password-field.scss',
})
export class NewPasswordField {
  readonly control = input.required<FormControl<string>>();
  readonly policy = input<readonly PasswordRule[]>([]);

  protected readonly shown = signal(false);
  private readonly typed = toSignal(
    toObservable(this.control).pipe(
      switchMap((control) => control.valueChanges.pipe(startWith(control.value))),
    ),
    { initialValue: '' },
  );
  protected readonly hints = computed(() => passwordHints(this.policy(), this.typed()));

  protected complaint(): string {
    const errors = this.control().errors ?? {};
    const fromServer: unknown = errors['server'];
    if (typeof fromServer === 'string') {
      return fromServer;
    }
    return 'required' in errors ? 'Choose a password.' : 'This password breaks a rule below.';
  }
}
