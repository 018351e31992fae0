import { Directive, ElementRef, afterNextRender, inject } from '@angular/core';

/** For a heading that replaces what somebody was just using: keyboard and screen reader go on from there. */
@Directive({ selector: '[appTakesFocus]', host: { tabindex: '-1' } })
export class TakesFocus {
  constructor() {
    const element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    afterNextRender(() => element.focus({ preventScroll: true }));
  }
}
