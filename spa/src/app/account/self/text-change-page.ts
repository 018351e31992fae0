import { Component, DestroyRef, ElementRef, computed, inject } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatError, MatFormField, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { ActivatedRoute, Router } from '@angular/router';
import type { Observable } from 'rxjs';
import { AuthService } from '../../core/auth/auth-service';
import { Texts } from '../../core/i18n/texts';
import { KeptDrafts } from '../../shared/kept-drafts';
import { ProblemPanel } from '../../shared/problem-panel';
import { AccountStore } from './account-store';
import { SelfApi } from './self-api';
import { Submission, complaintOf } from './submission';
import { emailForm, required } from './validators';

/** Another address, or another user name: one field, which of them the route says. */
@Component({
  selector: 'app-text-change-page',
  imports: [
    MatButton,
    MatError,
    MatFormField,
    MatInput,
    MatLabel,
    ProblemPanel,
    ReactiveFormsModule,
  ],
  templateUrl: './text-change.html',
  styleUrl: './account-screen.scss',
})
export class TextChangePage {
  private readonly api = inject(SelfApi);
  private readonly store = inject(AccountStore);
  private readonly drafts = inject(KeptDrafts);
  private readonly router = inject(Router);
  private readonly owner = inject(AuthService).person()?.sub ?? '';
  private readonly account = this.store.shown();
  protected readonly t = inject(Texts).t;
  protected readonly isAddress = inject(ActivatedRoute).snapshot.data['what'] === 'address';
  private readonly what = this.isAddress ? 'address' : 'username';
  protected readonly words = computed(() => this.t().account[this.what]);
  protected readonly allowed = this.isAddress
    ? this.account.may.change_email
    : this.account.may.change_username;
  protected readonly pending = computed(() =>
    this.isAddress ? this.store.account()?.pending_email : undefined,
  );
  protected readonly form = new FormGroup({
    text: new FormControl(this.isAddress ? '' : this.account.username, {
      nonNullable: true,
      validators: [required, ...(this.isAddress ? [emailForm] : [])],
    }),
  });
  protected readonly submission = new Submission(
    this.form,
    inject<ElementRef<HTMLElement>>(ElementRef).nativeElement,
    inject(DestroyRef),
    () => 'text',
  );

  constructor() {
    const kept = this.drafts.read(this.owner, this.what)?.value;
    if (typeof kept === 'string') {
      this.form.setValue({ text: kept });
    }
  }

  protected complaint(): string {
    return complaintOf(this.form, 'text', this.words().missing);
  }

  protected save(): void {
    const text = this.form.getRawValue().text.trim();
    // A sign-in may come between, which loads the page anew.
    this.drafts.keep(this.owner, this.what, text);
    this.submission.send(
      (): Observable<unknown> =>
        this.isAddress
          ? this.api.changeAddress(text, this.router.url)
          : this.api.changeUsername(text),
      () => {
        this.drafts.forget(this.owner, this.what);
        this.store.load();
      },
    );
  }
}
