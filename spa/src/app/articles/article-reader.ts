import { Component, DestroyRef, effect, inject, input, signal, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { Router, RouterLink } from '@angular/router';
import { filter, switchMap } from 'rxjs';
import { AuthService } from '../core/auth/auth-service';
import { Texts } from '../core/i18n/texts';
import { Loading } from '../shared/loading';
import { PageTitle } from '../shared/page-title';
import { type Problem, toProblem } from '../shared/problem';
import { ProblemPanel } from '../shared/problem-panel';
import { ArticleText } from './article-text';
import { ArticlesApi, type VersionedArticle } from './articles-api';
import { DeleteDialog } from './delete-dialog';

/** One article, and for its author the way to change or delete it. */
@Component({
  selector: 'app-article-reader',
  imports: [ArticleText, Loading, MatButton, ProblemPanel, RouterLink],
  templateUrl: './article-reader.html',
  styleUrl: './article-reader.scss',
})
export class ArticleReader {
  private readonly api = inject(ArticlesApi);
  protected readonly auth = inject(AuthService);
  protected readonly texts = inject(Texts);
  protected readonly t = this.texts.t;
  private readonly dialog = inject(MatDialog);
  private readonly router = inject(Router);
  private readonly title = inject(PageTitle);
  private readonly destroyed = inject(DestroyRef);

  /** From the route. */
  readonly id = input.required<string>();

  protected readonly shown = signal<VersionedArticle | null>(null);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly deleteProblem = signal<Problem | null>(null);

  constructor() {
    effect(() => {
      this.id();
      untracked(() => this.load());
    });
  }

  protected load(): void {
    this.shown.set(null);
    this.problem.set(null);
    this.deleteProblem.set(null);
    this.api
      .read(this.id())
      .pipe(takeUntilDestroyed(this.destroyed))
      .subscribe({
        next: (article) => {
          this.shown.set(article);
          this.title.set(article.article.title);
        },
        error: (error: unknown) => this.problem.set(toProblem(error)),
      });
  }

  protected delete({ article, etag }: VersionedArticle): void {
    this.deleteProblem.set(null);
    this.dialog
      .open<DeleteDialog, string, boolean>(DeleteDialog, { data: article.title })
      .afterClosed()
      .pipe(
        filter((confirmed) => confirmed === true),
        switchMap(() => this.api.delete(article.id, etag)),
        takeUntilDestroyed(this.destroyed),
      )
      .subscribe({
        next: () => void this.router.navigateByUrl('/articles/mine'),
        error: (error: unknown) => {
          const problem = toProblem(error);
          // What a newer sign-in would change, the frame around this screen says.
          this.deleteProblem.set(problem.status === 401 ? null : problem);
        },
      });
  }
}
