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

/** Asks once more; closes with true to delete. */
@Component({
  selector: 'app-delete-dialog',
  imports: [MatButton, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle],
  template: `
    <h2 matDialogTitle>{{ t().articles.deleteHeading }}</h2>
    <mat-dialog-content>{{ t().articles.deleteText(title) }}</mat-dialog-content>
    <mat-dialog-actions align="end">
      <button matButton type="button" [matDialogClose]="false">{{ t().articles.keep }}</button>
      <button
        matButton="filled"
        type="button"
        class="danger"
        data-testid="confirm-delete"
        [matDialogClose]="true"
      >
        {{ t().articles.delete }}
      </button>
    </mat-dialog-actions>
  `,
})
export class DeleteDialog {
  protected readonly t = inject(Texts).t;
  protected readonly title = inject<string>(MAT_DIALOG_DATA);
}
