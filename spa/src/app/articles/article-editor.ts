import {
  Component,
  DOCUMENT,
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
import { MatDialog } from '@angular/material/dialog';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { Router, RouterLink } from '@angular/router';
import { type Observable, debounceTime } from 'rxjs';
import { AuthService } from '../core/auth/auth-service';
import { Texts } from '../core/i18n/texts';
import { KeptDrafts } from '../shared/kept-drafts';
import { Loading } from '../shared/loading';
import { type Problem, toProblem } from '../shared/problem';
import { ProblemPanel } from '../shared/problem-panel';
import { asArticleDraft } from './article-draft';
import { contentFits, notBlank, titleFits } from './article-rules';
import { ArticleText } from './article-text';
import { type ArticleStatus, ArticlesApi, type VersionedArticle } from './articles-api';
import { type Conflict, type ConflictChoice, ConflictDialog } from './conflict-dialog';

/** Milliseconds of silence after which what was typed is kept. */
const KEEP_AFTER = 250;

/** Writes a new article (no `id` in the route) or changes one. Unsaved text is kept on the device until it is saved. */
@Component({
  selector: 'app-article-editor',
  imports: [
    ArticleText,
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
  private readonly auth = inject(AuthService);
  private readonly drafts = inject(KeptDrafts);
  private readonly dialog = inject(MatDialog);
  private readonly router = inject(Router);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly destroyed = inject(DestroyRef);
  protected readonly texts = inject(Texts);
  protected readonly t = this.texts.t;

  /** From the route. */
  readonly id = input<string>();

  protected readonly form = new FormGroup({
    title: new FormControl('', { nonNullable: true, validators: [notBlank, titleFits] }),
    content: new FormControl('', { nonNullable: true, validators: [notBlank, contentFits] }),
    status: new FormControl<ArticleStatus>('draft', { nonNullable: true }),
  });
  protected readonly preview = signal(false);
  protected readonly loading = signal(false);
  protected readonly saving = signal(false);
  protected readonly loadProblem = signal<Problem | null>(null);
  protected readonly saveProblem = signal<Problem | null>(null);
  /** When the text was kept that stands here now; null if it is the saved one. */
  protected readonly restored = signal<string | null>(null);
  protected readonly keptNow = signal(false);
  /** What to tell below the form; the frame around this screen speaks of sign-ins, a dialog of conflicts. */
  protected readonly saveFailure = computed(() => {
    const problem = this.saveProblem();
    return problem?.status === 401 || problem?.status === 412 ? null : problem;
  });
  /** Trying again changes nothing about a text that breaks a rule, or one's rights. */
  protected readonly retryLabel = computed(() => {
    const status = this.saveFailure()?.status ?? 0;
    return status === 0 || status === 429 || status >= 500 ? this.t().tryAgain : undefined;
  });
  protected readonly backTo = computed(() => {
    const id = this.id();
    return id === undefined ? '/articles/mine' : `/articles/${id}`;
  });
  /** Whose text this is, also when the session has ended meanwhile. */
  private readonly owner = this.auth.person()?.sub ?? '';
  private etag = '';
  private key = crypto.randomUUID() as string;

  constructor() {
    effect(() => {
      if (this.id() !== undefined) {
        untracked(() => this.load());
      } else {
        untracked(() => this.restore());
      }
    });
    this.form.valueChanges
      .pipe(debounceTime(KEEP_AFTER), takeUntilDestroyed())
      .subscribe(() => this.keep());
    const window = inject(DOCUMENT).defaultView as Window;
    const keep = () => this.keep();
    window.addEventListener('pagehide', keep);
    this.destroyed.onDestroy(() => {
      window.removeEventListener('pagehide', keep);
      this.keep();
    });
  }

  /** In the words of the server where it has the last one, see {@link showFieldProblems}. */
  protected complaintAbout(field: keyof typeof this.form.controls): string {
    const words = this.t().editor;
    const complaints = {
      title: { blank: words.titleBlank, tooLong: words.titleTooLong },
      content: { blank: words.textBlank, tooLong: words.textTooLong },
      status: { blank: words.chooseOne, tooLong: words.chooseOne },
    };
    const errors = this.form.controls[field].errors ?? {};
    const fromServer: unknown = errors['server'];
    if (typeof fromServer === 'string') {
      return fromServer;
    }
    return 'tooLong' in errors ? complaints[field].tooLong : complaints[field].blank;
  }

  /** Shows the saved version, with what was typed here and not saved on top of it. */
  protected load(): void {
    this.loading.set(true);
    this.loadProblem.set(null);
    this.saveProblem.set(null);
    this.ask(this.api.read(this.id() ?? ''), {
      next: (version) => {
        this.loading.set(false);
        this.show(version);
        this.restore();
      },
      error: (problem) => {
        this.loadProblem.set(problem);
        this.loading.set(false);
      },
    });
  }

  protected save(): void {
    if (this.saving()) {
      return;
    }
    if (this.form.invalid) {
      this.preview.set(false);
      this.form.markAllAsTouched();
      this.element.querySelector<HTMLElement>('[formControlName].ng-invalid')?.focus();
      return;
    }
    const id = this.id();
    const text = this.form.getRawValue();
    this.saving.set(true);
    this.saveProblem.set(null);
    const request =
      id === undefined ? this.api.create(text, this.key) : this.api.update(id, text, this.etag);
    this.ask(request, {
      next: ({ article }) => {
        this.form.markAsPristine();
        this.drafts.forget(this.owner, this.draftName());
        void this.router.navigate(['/articles', article.id]);
      },
      error: (problem) => {
        this.saving.set(false);
        this.saveProblem.set(problem);
        this.showFieldProblems(problem);
        if (problem.status === 412) {
          // Somebody saved the article since it was loaded here (RFC 9110 section 15.5.13).
          this.letChoose();
        }
      },
    });
  }

  /** The saved text instead, or an empty page. */
  protected discard(): void {
    this.forgetDraft();
    if (this.id() === undefined) {
      this.form.reset();
      this.key = crypto.randomUUID();
    } else {
      this.load();
    }
  }

  private letChoose(): void {
    this.ask(this.api.read(this.id() ?? ''), {
      next: (theirs) => {
        const data: Conflict = { mine: this.form.getRawValue(), theirs: theirs.article };
        this.dialog
          .open<ConflictDialog, Conflict, ConflictChoice>(ConflictDialog, {
            data,
            maxWidth: '56rem',
          })
          .afterClosed()
          .subscribe((choice) => {
            if (choice === 'theirs') {
              this.forgetDraft();
              this.show(theirs);
            } else if (choice === 'mine') {
              this.etag = theirs.etag;
              this.save();
            }
          });
      },
      error: (problem) => this.saveProblem.set(problem),
    });
  }

  private show({ article: { title, content, status }, etag }: VersionedArticle): void {
    this.etag = etag;
    this.form.reset({ title, content, status });
    this.keptNow.set(false);
  }

  private restore(): void {
    const kept = this.drafts.read(this.owner, this.draftName());
    const draft = asArticleDraft(kept?.value);
    if (kept && draft) {
      this.form.reset(draft.text);
      this.form.markAsDirty();
      // Of the version that was changed, so that a change of somebody else since then is noticed.
      this.etag = draft.etag;
      this.key = draft.key;
      this.restored.set(kept.at);
    }
  }

  private keep(): void {
    if (this.form.dirty && this.owner !== '') {
      const text = this.form.getRawValue();
      this.drafts.keep(this.owner, this.draftName(), { text, etag: this.etag, key: this.key });
      this.keptNow.set(true);
    }
  }

  private forgetDraft(): void {
    this.form.markAsPristine();
    this.drafts.forget(this.owner, this.draftName());
    this.restored.set(null);
    this.keptNow.set(false);
  }

  private draftName(): string {
    return `article.${this.id() ?? 'new'}`;
  }

  /** The server's word on a field stands at that field until it is typed in again. */
  private showFieldProblems({ errors }: Problem): void {
    for (const { pointer, detail } of errors) {
      const control = this.form.get(pointer.slice(1));
      control?.setErrors({ server: detail });
      control?.markAsTouched();
    }
  }

  private ask(
    request: Observable<VersionedArticle>,
    then: { next: (version: VersionedArticle) => void; error: (problem: Problem) => void },
  ): void {
    request.pipe(takeUntilDestroyed(this.destroyed)).subscribe({
      next: then.next,
      error: (error: unknown) => then.error(toProblem(error)),
    });
  }
}
