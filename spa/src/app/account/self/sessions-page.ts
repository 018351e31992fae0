import { Component, DestroyRef, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import type { Observable } from 'rxjs';
import { Texts } from '../../core/i18n/texts';
import { Loading } from '../../shared/loading';
import { type Problem, toProblem } from '../../shared/problem';
import { ProblemPanel } from '../../shared/problem-panel';
import { SelfApi, type Session } from './self-api';

/** Where the person is signed in, and the way to end that. */
@Component({
  selector: 'app-sessions-page',
  imports: [Loading, MatButton, ProblemPanel],
  templateUrl: './sessions-page.html',
  styleUrl: './account-screen.scss',
})
export class SessionsPage {
  private readonly api = inject(SelfApi);
  private readonly destroyed = inject(DestroyRef);
  protected readonly texts = inject(Texts);
  protected readonly t = this.texts.t;
  protected readonly sessions = signal<readonly Session[] | null>(null);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly ending = signal(false);

  constructor() {
    this.load();
  }

  protected load(): void {
    this.problem.set(null);
    this.api
      .sessions()
      .pipe(takeUntilDestroyed(this.destroyed))
      .subscribe({
        next: (sessions) => this.sessions.set(sessions),
        error: (error: unknown) => this.problem.set(toProblem(error)),
      });
  }

  /** The words of the server about a place, as far as it knows them. */
  protected placeOf({ browser, os, device }: Session): string {
    const parts = [browser, os].filter((part) => part !== undefined && part !== '');
    return parts.join(' · ') || (device ?? this.t().account.sessions.unknown);
  }

  protected appsOf({ apps }: Session): string {
    return apps.map(({ name, client_id }) => name ?? client_id).join(', ');
  }

  protected end(session: Session): void {
    this.change(this.api.endSession(session.id));
  }

  protected endOthers(): void {
    this.change(this.api.endOtherSessions());
  }

  private change(request: Observable<unknown>): void {
    this.ending.set(true);
    this.problem.set(null);
    request.pipe(takeUntilDestroyed(this.destroyed)).subscribe({
      next: () => {
        this.ending.set(false);
        this.load();
      },
      error: (error: unknown) => {
        this.ending.set(false);
        const problem = toProblem(error);
        // What a newer sign-in would change, the frame around this screen says.
        this.problem.set(problem.status === 401 ? null : problem);
      },
    });
  }
}
