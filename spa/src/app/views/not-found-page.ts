import { Component } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

@Component({
  selector: 'app-not-found-page',
  imports: [MatButton, RouterLink],
  template: `
    <section class="card centred" data-testid="not-found">
      <h1>Page not found</h1>
      <p class="muted">
        There is nothing at this address. It may be misspelt, or the page has moved.
      </p>
      <a matButton="filled" routerLink="/">To the start page</a>
    </section>
  `,
})
export class NotFoundPage {}
