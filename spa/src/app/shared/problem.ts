import { HttpErrorResponse } from '@angular/common/http';

/** An error answer as RFC 9457 describes it, with our stable `code`. */
export interface Problem {
  readonly title: string;
  /** The HTTP status; 0 when there was no answer. */
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  /** Seconds after which trying again makes sense, if the server said so (RFC 9110 section 10.2.3). */
  readonly retryAfter?: number;
  readonly errors: readonly FieldProblem[];
}

export interface FieldProblem {
  /** A JSON pointer (RFC 6901) into the request's body. */
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

/** Turns whatever a request failed with into a Problem. Trusts no member of the answer to be there. */
export function toProblem(error: unknown): Problem {
  if (!(error instanceof HttpErrorResponse)) {
    return { title: 'Something went wrong', status: 0, code: 'unexpected', errors: [] };
  }
  if (error.status === 0) {
    return {
      title: 'The server cannot be reached',
      status: 0,
      code: 'unreachable',
      detail: 'Check the connection, then try again.',
      errors: [],
    };
  }
  const body = isProblemJson(error) ? asRecord(error.error) : {};
  const detail = text(body['detail']);
  const retryAfter = seconds(error.headers.get('Retry-After'));
  return {
    title: text(body['title']) ?? `The server answered ${error.status}`,
    status: error.status,
    code: text(body['code']) ?? 'unexpected',
    ...(detail === undefined ? {} : { detail }),
    ...(retryAfter === undefined ? {} : { retryAfter }),
    errors: fieldProblems(body['errors']),
  };
}

function isProblemJson(error: HttpErrorResponse): boolean {
  return /^application\/problem\+json\s*(;|$)/i.test(error.headers.get('Content-Type') ?? '');
}

function fieldProblems(errors: unknown): FieldProblem[] {
  if (!Array.isArray(errors)) {
    return [];
  }
  return errors.map(asRecord).flatMap((entry) => {
    const pointer = text(entry['pointer']);
    const code = text(entry['code']) ?? 'invalid';
    return pointer === undefined ? [] : [{ pointer, code, detail: text(entry['detail']) ?? code }];
  });
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function seconds(header: string | null): number | undefined {
  return /^\d{1,9}$/.test(header ?? '') ? Number(header) : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
