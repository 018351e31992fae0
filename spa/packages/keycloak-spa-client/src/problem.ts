import type { components } from './openapi.js';

export type ProblemCode = components['schemas']['ProblemCode'];
export type FieldProblem = components['schemas']['FieldProblem'];
type ProblemJson = components['schemas']['Problem'];

/** The server refused, and says why (RFC 9457). `message` is for people, in their language; `code` is for programs. */
export class SpaProblem extends Error {
  override readonly name = 'SpaProblem';
  readonly code: ProblemCode;
  /** The HTTP status. */
  readonly status: number;
  /** What is wrong with members of the request; empty unless `code` is `validation_failed`. */
  readonly errors: readonly FieldProblem[];
  /** Seconds after which trying again makes sense; only with `rate_limited`. */
  readonly retryAfter: number | undefined;
  /** Seconds within which the person has to have signed in; only with `insufficient_user_authentication` (RFC 9470). */
  readonly maxAge: number | undefined;

  constructor(problem: ProblemJson, headers: Headers) {
    super(problem.detail);
    this.code = problem.code;
    this.status = problem.status;
    this.errors = problem.errors ?? [];
    this.retryAfter = seconds(headers.get('Retry-After'));
    this.maxAge = seconds(
      /max_age="?(\d+)/.exec(headers.get('WWW-Authenticate') ?? '')?.[1] ?? null,
    );
  }

  /** What is wrong with one member, such as `password`. */
  errorsOf(member: string): readonly FieldProblem[] {
    const pointer = `/${member.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    return this.errors.filter((error) => error.pointer === pointer);
  }
}

/** Something else answered than the JSON API, such as a proxy whose server is down. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';

  constructor(
    /** The HTTP status. */
    readonly status: number,
  ) {
    super(`The answer with status ${status} is none of the JSON API`);
  }
}

/** Whether something that was thrown is a refusal; with a code, exactly that one. */
export function isSpaProblem(thrown: unknown, code?: ProblemCode): thrown is SpaProblem {
  return thrown instanceof SpaProblem && (code === undefined || thrown.code === code);
}

/** The error for an answer without success. Trusts no member to be there: anybody may have written it. */
export function refusal(body: unknown, response: Response): SpaProblem | UnexpectedAnswer {
  const type = response.headers.get('Content-Type') ?? '';
  return type.startsWith('application/problem+json') && isProblem(body)
    ? new SpaProblem(body, response.headers)
    : new UnexpectedAnswer(response.status);
}

function isProblem(body: unknown): body is ProblemJson {
  if (typeof body !== 'object' || body === null) {
    return false;
  }
  const { code, detail, status, errors } = body as Record<string, unknown>;
  return (
    typeof code === 'string' &&
    typeof detail === 'string' &&
    typeof status === 'number' &&
    (errors === undefined || (Array.isArray(errors) && errors.every(isFieldProblem)))
  );
}

function isFieldProblem(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) {
    return false;
  }
  const { pointer, code, detail } = error as Record<string, unknown>;
  return [pointer, code, detail].every((member) => typeof member === 'string');
}

function seconds(text: string | null): number | undefined {
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
