import { Component, computed, inject, input, signal } from '@angular/core';
import { toObservable, toSignal } from '@angular/core/rxjs-interop';
import { type FormControl, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatError, MatFormField, MatLabel, MatSuffix } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { startWith, switchMap } from 'rxjs';
import { Texts } from '../core/i18n/texts';
import { type PasswordRule, passwordHints } from './password-policy';

/** A new password, once: it can be shown instead of being typed twice. */
@Component({
  selector: 'app-new-password-field',
  imports: [MatButton, MatError, MatFormField, MatInput, MatLabel, MatSuffix, ReactiveFormsModule],
  template: `
    <mat-form-field appearance="outline" subscriptSizing="dynamic">
      <mat-label>{{ t().passwords.label }}</mat-label>
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
        (click)="shown.set(!shown())"
      >
        {{ shown() ? t().passwords.hide : t().passwords.show
        }}<span class="visually-hidden">&ngsp;{{ t().passwords.showWhat }}</span>
      </button>
      <mat-error data-testid="password-error">{{ complaint() }}</mat-error>
    </mat-form-field>
    @if (hints().length > 0) {
      <ul id="password-rules" class="rules" data-testid="password-rules">
        @for (hint of hints(); track hint.text) {
          <li [class.met]="hint.met" [class.unknown]="hint.met === null">
            {{ hint.text }}
            @if (hint.met) {
              <span class="visually-hidden">{{ t().passwords.met }}</span>
            }
          </li>
        }
      </ul>
    }
  `,
  styleUrl: './new-password-field.scss',
})
export class NewPasswordField {
  protected readonly t = inject(Texts).t;

  readonly control = input.required<FormControl<string>>();
  readonly policy = input<readonly PasswordRule[]>([]);

  protected readonly shown = signal(false);
  private readonly typed = toSignal(
    toObservable(this.control).pipe(
      switchMap((control) => control.valueChanges.pipe(startWith(control.value))),
    ),
    { initialValue: '' },
  );
  protected readonly hints = computed(() =>
    passwordHints(this.policy(), this.typed(), this.t().passwords.rules),
  );

  protected complaint(): string {
    const errors = this.control().errors ?? {};
    const fromServer: unknown = errors['server'];
    if (typeof fromServer === 'string') {
      return fromServer;
    }
    return 'required' in errors ? this.t().passwords.missing : this.t().passwords.broken;
  }
}
