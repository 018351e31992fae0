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
import { MatFormField, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { Router, RouterLink } from '@angular/router';
import { Subject, takeUntil } from 'rxjs';
import { AuthService } from '../core/auth/auth-service';
import { Texts } from '../core/i18n/texts';
import { Loading } from '../shared/loading';
import { type Problem, toProblem } from '../shared/problem';
import { ProblemPanel } from '../shared/problem-panel';
import {
  type ArticleScope,
  type ArticleStatus,
  type ArticleSummary,
  ArticlesApi,
} from './articles-api';

/** Published articles of everybody, or all of the person's own; all of them, or those with the words in the address. */
@Component({
  selector: 'app-article-list',
  imports: [Loading, MatButton, MatFormField, MatInput, MatLabel, ProblemPanel, RouterLink],
  templateUrl: './article-list.html',
  styleUrl: './article-list.scss',
})
export class ArticleList {
  private readonly api = inject(ArticlesApi);
  private readonly router = inject(Router);
  private readonly destroyed = inject(DestroyRef);
  protected readonly auth = inject(AuthService);
  protected readonly texts = inject(Texts);
  protected readonly t = this.texts.t;

  /** From the route's data. */
  readonly scope = input<ArticleScope, ArticleScope | undefined>('all', {
    transform: (scope) => scope ?? 'all',
  });
  /** From the query: a search can be linked to, and is in the history. */
  readonly q = input<string>();

  protected readonly words = computed(() => this.q()?.trim() ?? '');
  protected readonly articles = signal<readonly ArticleSummary[] | null>(null);
  protected readonly nextCursor = signal<string | null>(null);
  protected readonly loading = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  /** Of one's own: drafts, published ones, or null for both. */
  protected readonly only = signal<ArticleStatus | null>(null);
  protected readonly heading = computed(() =>
    this.scope() === 'mine' ? this.t().articles.mine : this.t().articles.all,
  );
  protected readonly choices = computed(() => {
    const { everything, drafts, published } = this.t().articles;
    return [
      { status: null, label: everything },
      { status: 'draft' as const, label: drafts },
      { status: 'published' as const, label: published },
    ];
  });
  protected readonly visible = computed(() => {
    const only = this.only();
    const articles = this.articles();
    return only === null ? articles : (articles?.filter(({ status }) => status === only) ?? null);
  });
  private readonly startedOver = new Subject<void>();

  constructor() {
    effect(() => {
      this.scope();
      this.words();
      untracked(() => this.startOver());
    });
  }

  protected search(words: string): void {
    const q = words.trim();
    void this.router.navigate([], { queryParams: q === '' ? {} : { q } });
  }

  protected loadMore(): void {
    this.loading.set(true);
    this.problem.set(null);
    this.api
      .list(this.scope(), { words: this.words(), cursor: this.nextCursor() })
      // What an older question brings must not be mixed into the answer to this one.
      .pipe(takeUntil(this.startedOver), takeUntilDestroyed(this.destroyed))
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

  private startOver(): void {
    this.startedOver.next();
    this.articles.set(null);
    this.nextCursor.set(null);
    this.only.set(null);
    this.loadMore();
  }
}
