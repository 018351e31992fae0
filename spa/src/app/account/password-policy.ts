import type { Messages } from '../core/i18n/en';

/** One rule of the realm's password policy, as the server describes it. */
export interface PasswordRule {
  readonly code: string;
  readonly value?: number;
}

/** A rule in words. */
export interface PasswordHint {
  readonly text: string;
  /** null: only the server can tell. */
  readonly met: boolean | null;
}

type Check = (password: string, value: number) => boolean;
type Words = Messages['passwords']['rules'];

/** In the order in which they are shown; null: only the server can tell. */
const CHECKS: Readonly<Record<keyof Words, Check | null>> = {
  length_min: (password, value) => password.length >= value,
  length_max: (password, value) => password.length <= value,
  digits_min: atLeast(/^\p{Nd}$/u),
  lower_case_min: atLeast(/^\p{Lowercase}$/u),
  upper_case_min: atLeast(/^\p{Uppercase}$/u),
  special_chars_min: atLeast(/^[^\p{L}\p{Nd}]$/u),
  not_among_last: null,
  not_used_for_days: null,
  not_username: null,
  not_contains_username: null,
  not_email: null,
  not_common: null,
  pattern: null,
};
const ORDER = Object.keys(CHECKS) as (keyof Words)[];

/**
 * The policy in words, and what of it a password keeps. Counted as Keycloak counts, in UTF-16 code units; it has the
 * last word. A rule that we have no words for is left out: the server names it when it is broken.
 */
export function passwordHints(
  policy: readonly PasswordRule[],
  password: string,
  words: Words,
): PasswordHint[] {
  return ORDER.flatMap((code) =>
    policy
      .filter((rule) => rule.code === code)
      .map(({ value = 1 }) => ({
        text: words[code](value),
        met: CHECKS[code]?.(password, value) ?? null,
      })),
  );
}

/** Whether a rule is broken for certain. */
export function breaksPolicy(policy: readonly PasswordRule[], password: string): boolean {
  return policy.some(({ code, value = 1 }) => {
    const check = ORDER.find((known) => known === code);
    return check !== undefined && CHECKS[check]?.(password, value) === false;
  });
}

function atLeast(kind: RegExp): Check {
  return (password, value) => password.split('').filter((unit) => kind.test(unit)).length >= value;
}
