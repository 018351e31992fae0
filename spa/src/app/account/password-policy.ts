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

interface Wording {
  readonly text: (value: number) => string;
  readonly met?: (password: string, value: number) => boolean;
}

const WORDINGS = new Map<string, Wording>(
  Object.entries<Wording>({
    length_min: {
      text: (value) => `At least ${count(value, 'character')}`,
      met: (password, value) => password.length >= value,
    },
    length_max: {
      text: (value) => `At most ${count(value, 'character')}`,
      met: (password, value) => password.length <= value,
    },
    digits_min: { text: (value) => `At least ${count(value, 'digit')}`, met: atLeast(/^\p{Nd}$/u) },
    lower_case_min: {
      text: (value) => `At least ${count(value, 'lower-case letter')}`,
      met: atLeast(/^\p{Lowercase}$/u),
    },
    upper_case_min: {
      text: (value) => `At least ${count(value, 'upper-case letter')}`,
      met: atLeast(/^\p{Uppercase}$/u),
    },
    special_chars_min: {
      text: (value) => `At least ${count(value, 'character')} that are no letter and no digit`,
      met: atLeast(/^[^\p{L}\p{Nd}]$/u),
    },
    not_among_last: { text: (value) => `None of your last ${value}` },
    not_used_for_days: { text: (value) => `Not used in the last ${count(value, 'day')}` },
    not_username: { text: () => 'Not your user name' },
    not_contains_username: { text: () => 'Without your user name in it' },
    not_email: { text: () => 'Not your e-mail address' },
    not_common: { text: () => 'None that is widely known' },
    pattern: { text: () => 'Of the form that this site asks for' },
  }),
);

/**
 * The policy in words, and what of it a password keeps. Counted as Keycloak counts, in UTF-16 code units; it has the
 * last word. A rule that we have no words for is left out: the server names it when it is broken.
 */
export function passwordHints(policy: readonly PasswordRule[], password: string): PasswordHint[] {
  const order = [...WORDINGS.keys()];
  const sorted = [...policy].sort((a, b) => order.indexOf(a.code) - order.indexOf(b.code));
  return sorted.flatMap(({ code, value = 1 }) => {
    const wording = WORDINGS.get(code);
    return wording
      ? [{ text: wording.text(value), met: wording.met?.(password, value) ?? null }]
      : [];
  });
}

function count(value: number, noun: string): string {
  return `${value} ${noun}${value === 1 ? '' : 's'}`;
}

function atLeast(kind: RegExp): (password: string, value: number) => boolean {
  return (password, value) => password.split('').filter((unit) => kind.test(unit)).length >= value;
}
