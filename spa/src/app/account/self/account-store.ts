import { DestroyRef, Injectable, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { type Problem, toProblem } from '../../shared/problem';
import { type Account, SelfApi } from './self-api';

/** The account as the server described it last, for all screens of the area. */
@Injectable()
export class AccountStore {
  private readonly api = inject(SelfApi);
  private readonly destroyed = inject(DestroyRef);

  readonly account = signal<Account | null>(null);
  readonly problem = signal<Problem | null>(null);

  /** For the screens of the area, which the frame shows once there is an account. */
  shown(): Account {
    const account = this.account();
    if (!account) {
      throw new Error('A screen of the account is shown without the account.');
    }
    return account;
  }

  load(): void {
    this.problem.set(null);
    this.api
      .account()
      .pipe(takeUntilDestroyed(this.destroyed))
      .subscribe({
        next: (account) => this.account.set(account),
        error: (error: unknown) => this.problem.set(toProblem(error)),
      });
  }
}
