import { Component, DestroyRef, ElementRef, inject } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatError, MatFormField, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { AuthService } from '../../core/auth/auth-service';
import { Texts } from '../../core/i18n/texts';
import { KeptDrafts } from '../../shared/kept-drafts';
import { ProblemPanel } from '../../shared/problem-panel';
import { AccountStore } from './account-store';
import { type ProfileField, SelfApi } from './self-api';
import { Submission, complaintOf } from './submission';
import { required } from './validators';

const AUTOCOMPLETE: Readonly<Record<string, string>> = {
  firstName: 'given-name',
  lastName: 'family-name',
};

/** These have screens of their own; the language is chosen below every screen, by its name and not by its code. */
const ELSEWHERE = new Set(['username', 'email', 'locale']);

/** Who the person is to others: the fields that the realm's profile has. */
@Component({
  selector: 'app-profile-page',
  imports: [
    MatButton,
    MatError,
    MatFormField,
    MatInput,
    MatLabel,
    ProblemPanel,
    ReactiveFormsModule,
  ],
  template: `
    <h1>{{ t().account.profile.heading }}</h1>
    <dl class="facts">
      <div>
        <dt>{{ t().account.username.label }}</dt>
        <dd data-testid="account-name">{{ account.username }}</dd>
      </div>
      <div>
        <dt>{{ t().account.address.label }}</dt>
        <dd>
          {{ account.email ?? t().account.address.none }}
          @if (account.email && !account.email_verified) {
            <span class="chip">{{ t().account.address.unconfirmed }}</span>
          }
        </dd>
      </div>
    </dl>
    <form [formGroup]="form" (ngSubmit)="save()" novalidate>
      @for (field of fields; track field.name) {
        <mat-form-field appearance="outline" subscriptSizing="dynamic">
          <mat-label>{{ t().attributes[field.name] ?? field.display_name }}</mat-label>
          <input
            matInput
            [formControl]="form.controls[field.name]!"
            [readonly]="field.read_only"
            [required]="field.required"
            [autocomplete]="autocomplete(field)"
            [attr.data-testid]="'attribute-' + field.name"
          />
          <mat-error>{{ complaint(field) }}</mat-error>
        </mat-form-field>
      }
      @if (submission.problem(); as failure) {
        <app-problem-panel [problem]="failure" />
      }
      <div class="actions">
        <button
          matButton="filled"
          type="submit"
          data-testid="save-profile"
          disabledInteractive
          [disabled]="submission.sending()"
        >
          {{ submission.sending() ? t().oneMoment : t().account.save }}
        </button>
        @if (submission.done()) {
          <span role="status" class="muted" data-testid="saved">{{ t().account.saved }}</span>
        }
      </div>
    </form>
  `,
  styleUrl: './account-screen.scss',
})
export class ProfilePage {
  private readonly api = inject(SelfApi);
  private readonly store = inject(AccountStore);
  private readonly drafts = inject(KeptDrafts);
  private readonly owner = inject(AuthService).person()?.sub ?? '';
  protected readonly t = inject(Texts).t;
  protected readonly account = this.store.shown();
  protected readonly fields = this.account.profile.attributes.filter(
    ({ name, multivalued }) => !ELSEWHERE.has(name) && !multivalued,
  );
  protected readonly form = new FormGroup<Record<string, FormControl<string>>>(
    Object.fromEntries(
      this.fields.map((field) => [
        field.name,
        new FormControl(this.valueOf(field), {
          nonNullable: true,
          validators: field.required ? [required] : [],
        }),
      ]),
    ),
  );
  protected readonly submission = new Submission(
    this.form,
    inject<ElementRef<HTMLElement>>(ElementRef).nativeElement,
    inject(DestroyRef),
    (pointer) => pointer.replace(/^\/attributes\//, ''),
  );

  constructor() {
    const kept = this.drafts.read(this.owner, 'profile')?.value;
    if (typeof kept === 'object' && kept !== null) {
      this.form.patchValue(kept);
    }
  }

  protected autocomplete({ name }: ProfileField): string {
    return AUTOCOMPLETE[name] ?? 'off';
  }

  protected complaint({ name }: ProfileField): string {
    return complaintOf(this.form, name, this.t().account.required);
  }

  protected save(): void {
    // A sign-in may come between, which loads the page anew.
    this.drafts.keep(this.owner, 'profile', this.form.getRawValue());
    const changed = this.fields
      .filter((field) => !field.read_only)
      .map(({ name }) => [name, this.valueToSend(name)] as const);
    this.submission.send(
      () => this.api.changeProfile(Object.fromEntries(changed)),
      () => this.drafts.forget(this.owner, 'profile'),
    );
  }

  /** Nothing in the field takes the attribute away. */
  private valueToSend(name: string): string | null {
    const typed = this.form.controls[name]?.value ?? '';
    return typed === '' ? null : typed;
  }

  private valueOf({ name }: ProfileField): string {
    const value = this.account.attributes[name];
    return typeof value === 'string' ? value : (value?.[0] ?? '');
  }
}
