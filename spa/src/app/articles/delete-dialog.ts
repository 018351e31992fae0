import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogTitle,
} from '@angular/material/dialog';

/** Asks once more; closes with true to delete. */
@Component({
  selector: 'app-delete-dialog',
  imports: [MatButton, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle],
  template: `
    <h2 matDialogTitle>Delete this article?</h2>
    <mat-dialog-content>“{{ title }}” is gone for good then.</mat-dialog-content>
    <mat-dialog-actions align="end">
      <button matButton type="button" [matDialogClose]="false">Keep it</button>
      <button
        matButton="filled"
        type="button"
        class="danger"
        data-testid="confirm-delete"
        [matDialogClose]="true"
      >
        Delete
      </button>
    </mat-dialog-actions>
  `,
})
export class DeleteDialog {
  protected readonly title = inject<string>(MAT_DIALOG_DATA);
}
