import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogTitle,
} from '@angular/material/dialog';
import { Texts } from '../core/i18n/texts';
import { ArticleText as ArticleTextView } from './article-text';
import type { ArticleText } from './articles-api';

export interface Conflict {
  readonly mine: ArticleText;
  readonly theirs: ArticleText;
}

export type ConflictChoice = 'mine' | 'theirs';

/** Shows both versions of an article that was saved elsewhere meanwhile; closes with the one to go on with. */
@Component({
  selector: 'app-conflict-dialog',
  imports: [
    ArticleTextView,
    MatButton,
    MatDialogActions,
    MatDialogClose,
    MatDialogContent,
    MatDialogTitle,
  ],
  template: `
    <h2 matDialogTitle data-testid="conflict">{{ t().editor.conflict }}</h2>
    <mat-dialog-content tabindex="0">
      <p>{{ t().editor.conflictText }}</p>
      <div class="versions">
        <section data-testid="conflict-mine">
          <h3>{{ t().editor.mineHeading }}</h3>
          <h4>{{ mine.title }}</h4>
          <app-article-text [text]="mine.content" />
        </section>
        <section data-testid="conflict-theirs">
          <h3>{{ t().editor.theirsHeading }}</h3>
          <h4>{{ theirs.title }}</h4>
          <app-article-text [text]="theirs.content" />
        </section>
      </div>
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button matButton type="button" data-testid="decide-later" matDialogClose>
        {{ t().editor.decideLater }}
      </button>
      <button matButton="outlined" type="button" data-testid="take-theirs" matDialogClose="theirs">
        {{ t().editor.takeTheirs }}
      </button>
      <button matButton="filled" type="button" data-testid="keep-mine" matDialogClose="mine">
        {{ t().editor.takeMine }}
      </button>
    </mat-dialog-actions>
  `,
  styleUrl: './conflict-dialog.scss',
})
export class ConflictDialog {
  protected readonly t = inject(Texts).t;
  protected readonly mine: ArticleText;
  protected readonly theirs: ArticleText;

  constructor() {
    const { mine, theirs } = inject<Conflict>(MAT_DIALOG_DATA);
    this.mine = mine;
    this.theirs = theirs;
  }
}
