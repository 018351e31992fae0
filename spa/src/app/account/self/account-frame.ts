import { Component, inject } from '@angular/core';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { Texts } from '../../core/i18n/texts';
import { Loading } from '../../shared/loading';
import { ProblemPanel } from '../../shared/problem-panel';
import { AccountStore } from './account-store';

/** Around the screens of the account: the ways between them, and the account once it is there. */
@Component({
  selector: 'app-account-frame',
  imports: [Loading, ProblemPanel, RouterLink, RouterLinkActive, RouterOutlet],
  providers: [AccountStore],
  template: `
    <div class="frame">
      <nav [attr.aria-label]="t().account.nav">
        @for (way of ways(); track way.path) {
          <a
            routerLinkActive="active"
            ariaCurrentWhenActive="page"
            [routerLink]="way.path"
            [routerLinkActiveOptions]="{ exact: true }"
            [attr.data-testid]="'account-' + way.name"
            >{{ way.label }}</a
          >
        }
      </nav>
      <div class="screen" data-testid="account">
        @if (store.account()) {
          <router-outlet />
        } @else if (store.problem(); as failure) {
          <h1>{{ t().account.heading }}</h1>
          <app-problem-panel
            [problem]="failure"
            [retryLabel]="t().tryAgain"
            (retry)="store.load()"
          />
        } @else {
          <h1 class="visually-hidden">{{ t().account.heading }}</h1>
          <app-loading [lines]="9" />
        }
      </div>
    </div>
  `,
  styleUrl: './account-frame.scss',
})
export class AccountFrame {
  protected readonly store = inject(AccountStore);
  protected readonly t = inject(Texts).t;

  constructor() {
    this.store.load();
  }

  protected ways(): { name: string; path: string; label: string }[] {
    const words = this.t().account;
    const may = this.store.account()?.may;
    return [
      { name: 'profile', path: '/account', label: words.profile.nav },
      { name: 'password', path: '/account/password', label: words.password.nav },
      { name: 'address', path: '/account/address', label: words.address.nav },
      ...(may?.change_username === true
        ? [{ name: 'username', path: '/account/username', label: words.username.nav }]
        : []),
      { name: 'sessions', path: '/account/sessions', label: words.sessions.nav },
      ...(may?.delete === true
        ? [{ name: 'delete', path: '/account/delete', label: words.delete.nav }]
        : []),
    ];
  }
}
