import { DatePipe } from '@angular/common';
import {
  Component,
  DestroyRef,
  computed,
  effect,
  inject,
  input,
  signal,
  untracked,
} from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { AuthService } from '../core/auth/auth-service';
import { Loading } from '../shared/loading';
import { type Problem, toProblem } from '../shared/problem';
import { ProblemPanel } from '../shared/problem-panel';
import { type ArticleScope, type ArticleSummary, ArticlesApi } from './articles-api';

/** Published articles of everybody, or all of the person's own. */
@Component({
  selector: 'app-article-list',
  imports: [DatePipe, Loading, MatButton, ProblemPanel, RouterLink],
  templateUrl: './article-list.html',
  styleUrl: './article-list.scss',
})
export class ArticleList {
  private readonly api = inject(ArticlesApi);
  protected readonly auth = inject(AuthService);
  private readonly destroyed = inject(DestroyRef);

  /** From the route's data. */
  readonly scope = input<ArticleScope, ArticleScope | undefined>('all', {
    transform: (scope) => scope ?? 'all',
  });

  protected readonly articles = signal<readonly ArticleSummary[] | null>(null);
  protected readonly nextCursor = signal<string | null>(null);
  protected readonly loading = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly heading = computed(() =>
    this.scope() === 'mine' ? 'My articles' : 'Articles',
  );

  constructor() {
    effect(() => {
      this.scope();
      untracked(() => this.startOver());
    });
  }

  private startOver(): void {
    this.articles.set(null);
    this.nextCursor.set(null);
    this.loadMore();
  }

  protected loadMore(): void {
    this.loading.set(true);
    this.problem.set(null);
    this.api
      .list(this.scope(), this.nextCursor())
      .pipe(takeUntilDestroyed(this.destroyed))
      .subscribe({
        next: (page) => {
          this.articles.update((shown) => [...(shown ?? []), ...page.items]);
          this.nextCursor.set(page.nextCursor);
          this.loading.set(false);
        },
        error: (error: unknown) => {
          this.problem.set(toProblem(error));
          this.loading.set(false);
        },
      });
  }
}
