import {
  Component,
  DestroyRef,
  ElementRef,
  computed,
  effect,
  inject,
  input,
  signal,
  untracked,
} from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { Router, RouterLink } from '@angular/router';
import { type Observable, switchMap } from 'rxjs';
import { Loading } from '../shared/loading';
import { type Problem, toProblem } from '../shared/problem';
import { ProblemPanel } from '../shared/problem-panel';
import { contentFits, notBlank, titleFits } from './article-rules';
import { type ArticleStatus, ArticlesApi, type VersionedArticle } from './articles-api';

const COMPLAINTS = {
  title: { blank: 'Give your article a title.', tooLong: 'A title has at most 200 characters.' },
  content: { blank: 'Write something first.', tooLong: 'An article has at most 100 kB.' },
  status: { blank: 'Choose one.', tooLong: 'Choose one.' },
};

/** Writes a new article (no `id` in the route) or changes one. */
@Component({
  selector: 'app-article-editor',
  imports: [
    Loading,
    MatButton,
    MatError,
    MatFormField,
    MatHint,
    MatInput,
    MatLabel,
    ProblemPanel,
    ReactiveFormsModule,
    RouterLink,
  ],
  templateUrl: './article-editor.html',
  styleUrl: './article-editor.scss',
})
export class ArticleEditor {
  private readonly api = inject(ArticlesApi);
  private readonly router = inject(Router);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly destroyed = inject(DestroyRef);

  /** From the route. */
  readonly id = input<string>();

  protected readonly form = new FormGroup({
    title: new FormControl('', {
      nonNullable: true,
      validators: [notBlank, titleFits],
    }),
    content: new FormControl('', {
      nonNullable: true,
      validators: [notBlank, contentFits],
    }),
    status: new FormControl<ArticleStatus>('draft', { nonNullable: true }),
  });
  protected readonly loading = signal(false);
  protected readonly saving = signal(false);
  protected readonly loadProblem = signal<Problem | null>(null);
  protected readonly saveProblem = signal<Problem | null>(null);
  /** Somebody saved the article since it was loaded here (RFC 9110 section 15.5.13). */
  protected readonly conflict = computed(() => this.saveProblem()?.status === 412);
  /** What to tell below the form; when the session has ended, the frame around this screen says so. */
  protected readonly saveFailure = computed(() => {
    const problem = this.saveProblem();
    return problem?.status === 401 ? null : problem;
  });
  protected readonly backTo = computed(() => {
    const id = this.id();
    return id === undefined ? '/articles/mine' : `/articles/${id}`;
  });
  private etag = '';

  constructor() {
    effect(() => {
      if (this.id() !== undefined) {
        untracked(() => this.load());
      }
    });
  }

  /** In the words of the server where it has the last one, see {@link showFieldProblems}. */
  protected complaintAbout(field: keyof typeof COMPLAINTS): string {
    const errors = this.form.controls[field].errors ?? {};
    const fromServer: unknown = errors['server'];
    if (typeof fromServer === 'string') {
      return fromServer;
    }
    return 'tooLong' in errors ? COMPLAINTS[field].tooLong : COMPLAINTS[field].blank;
  }

  /** Shows the saved version; what was typed here is gone. */
  protected load(): void {
    this.loading.set(true);
    this.loadProblem.set(null);
    this.saveProblem.set(null);
    this.finish(this.api.read(this.id() ?? ''), {
      next: ({ article: { title, content, status }, etag }) => {
        this.etag = etag;
        this.form.reset({ title, content, status });
        this.loading.set(false);
      },
      error: (problem) => {
        this.loadProblem.set(problem);
        this.loading.set(false);
      },
    });
  }

  protected save(): void {
    const id = this.id();
    const text = this.form.getRawValue();
    this.send(() =>
      id === undefined ? this.api.create(text) : this.api.update(id, text, this.etag),
    );
  }

  /** After a conflict, by a person's choice: the text here replaces the one saved meanwhile. */
  protected saveMine(): void {
    const id = this.id() ?? '';
    const text = this.form.getRawValue();
    this.send(() =>
      this.api.read(id).pipe(switchMap(({ etag }) => this.api.update(id, text, etag))),
    );
  }

  private send(request: () => Observable<VersionedArticle>): void {
    if (this.form.invalid) {
      this.form.markAllAsTouched();
      this.element.querySelector<HTMLElement>('[formControlName].ng-invalid')?.focus();
      return;
    }
    this.saving.set(true);
    this.saveProblem.set(null);
    this.finish(request(), {
      next: ({ article }) => void this.router.navigate(['/articles', article.id]),
      error: (problem) => {
        this.saving.set(false);
        this.saveProblem.set(problem);
        this.showFieldProblems(problem);
      },
    });
  }

  /** The server's word on a field stands at that field until it is typed in again. */
  private showFieldProblems({ errors }: Problem): void {
    for (const { pointer, detail } of errors) {
      const control = this.form.get(pointer.slice(1));
      control?.setErrors({ server: detail });
      control?.markAsTouched();
    }
  }

  private finish(
    request: Observable<VersionedArticle>,
    then: { next: (version: VersionedArticle) => void; error: (problem: Problem) => void },
  ): void {
    request.pipe(takeUntilDestroyed(this.destroyed)).subscribe({
      next: then.next,
      error: (error: unknown) => then.error(toProblem(error)),
    });
  }
}
