import type { ValidatorFn } from '@angular/forms';

/** Code points, as the API counts. */
const TITLE_LENGTH = 200;
/** Bytes of UTF-8, as the API counts. */
const CONTENT_SIZE = 100_000;

/** The API's rules for what people write, told while typing; the API has the last word. */
export const notBlank: ValidatorFn = ({ value }) =>
  /\S/.test(String(value)) ? null : { blank: true };

export const titleFits: ValidatorFn = ({ value }) =>
  Array.from(String(value)).length <= TITLE_LENGTH ? null : { tooLong: true };

export const contentFits: ValidatorFn = ({ value }) =>
  new TextEncoder().encode(String(value)).length <= CONTENT_SIZE ? null : { tooLong: true };
