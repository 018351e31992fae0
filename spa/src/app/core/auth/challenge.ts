import { HttpErrorResponse } from '@angular/common/http';

/** What an API wants to see before it goes on (RFC 9470): a newer sign-in, or a stronger one. */
export interface Challenge {
  /** Seconds. */
  readonly maxAge?: number;
  readonly acrValues?: string;
}

const CODE = 'insufficient_user_authentication';

/**
 * Reads the challenge of a refusal, from the header (RFC 9470 section 3) or, where another origin does not expose it,
 * from the problem in the body.
 *
 * @returns null for a refusal that a newer sign-in would not change
 */
export function challengeOf(error: unknown): Challenge | null {
  if (!(error instanceof HttpErrorResponse) || error.status !== 401) {
    return null;
  }
  const header = error.headers.get('WWW-Authenticate') ?? '';
  const body = (error.error ?? {}) as Record<string, unknown>;
  if (parameter(header, 'error') !== CODE && body['code'] !== CODE) {
    return null;
  }
  const maxAge = Number(parameter(header, 'max_age') ?? body['max_age'] ?? NaN);
  const acrValues = parameter(header, 'acr_values');
  return {
    ...(Number.isInteger(maxAge) && maxAge >= 0 ? { maxAge } : {}),
    ...(acrValues === undefined ? {} : { acrValues }),
  };
}

/** @returns the nonce that the server wants to see in the proof (RFC 9449 section 9), if that was all it missed */
export function proofNonceOf(error: unknown): string | undefined {
  if (!(error instanceof HttpErrorResponse) || error.status !== 401) {
    return undefined;
  }
  const header = error.headers.get('WWW-Authenticate') ?? '';
  return parameter(header, 'error') === 'use_dpop_nonce'
    ? (error.headers.get('DPoP-Nonce') ?? undefined)
    : undefined;
}

function parameter(header: string, name: string): string | undefined {
  const [, quoted, token] =
    new RegExp(`(?:^|[\\s,])${name}=(?:"([^"]*)"|([^\\s,"]+))`, 'i').exec(header) ?? [];
  return quoted ?? token;
}
