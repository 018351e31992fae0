import type { Messages } from '../core/i18n/en';
import type { Problem } from '../shared/problem';
import type { Purpose } from './account-api';

/** What a person can do about it. */
export type WayOn = 'new-mail' | 'sign-in' | 'sign-out' | 'try-again' | 'nothing';

type Words = Pick<Messages, 'advice' | 'nextMail'>;

export interface Advice {
  readonly heading: string;
  readonly text: string;
  readonly wayOn: WayOn;
}

/** What helps after which refusal; one that is not here is that of an invalid link. */
const WAYS_ON = new Map<string, WayOn>(
  Object.entries<WayOn>({
    invalid_link: 'new-mail',
    expired_link: 'new-mail',
    already_confirmed: 'sign-in',
    other_user_signed_in: 'sign-out',
    flow_failed: 'sign-in',
    flow_required: 'sign-in',
    password_reset_disabled: 'sign-in',
    email_taken: 'sign-in',
    invalid_code: 'new-mail',
    password_required: 'try-again',
    validation_failed: 'try-again',
    rate_limited: 'try-again',
    invalid_request: 'nothing',
    unknown_client: 'nothing',
    origin_not_allowed: 'nothing',
  }),
);

/** Says why a link or a code cannot be spent any more, whatever is typed: the form gives way to the advice. */
const FINAL = new Set([
  'invalid_link',
  'expired_link',
  'already_confirmed',
  'email_taken',
  'flow_required',
  'password_reset_disabled',
]);

/** The link itself is what the server cannot read, such as one that was cut or padded. */
export function isUnreadable(code: string): boolean {
  return code === 'validation_failed' || code === 'content_too_large';
}

export function isFinal(code: string): boolean {
  return FINAL.has(code);
}

/** The advice for a refused link; a code that we do not know makes it an invalid one. */
export function adviceFor(code: string, purpose: Purpose | 'unknown', words: Words): Advice {
  const known = WAYS_ON.has(code) ? code : 'invalid_link';
  const { heading, text } = wordsFor(known, words) ?? words.advice.invalid_link;
  const wayOn = WAYS_ON.get(known) ?? 'nothing';
  if (wayOn !== 'new-mail') {
    return { heading, text, wayOn };
  }
  const instead = { email: 'sign-in', action: 'nothing' } as const;
  return {
    heading,
    text: `${text} ${words.nextMail[purpose]}`,
    wayOn: purpose === 'email' || purpose === 'action' ? instead[purpose] : 'new-mail',
  };
}

/** A refusal in our words where we have some, else in the server's. */
export function inOurWords(problem: Problem, words: Words): Problem {
  const advice = wordsFor(problem.code, words);
  if (!advice) {
    return problem;
  }
  return { ...problem, title: advice.heading, detail: moreExactly(problem) ?? advice.text };
}

/** What to say first about a refusal; undefined leaves that to the panel. */
export function headlineFor(code: string, words: Words): string | undefined {
  return wordsFor(code, words)?.heading;
}

function wordsFor(code: string, { advice }: Words): Words['advice']['invalid_link'] | undefined {
  return Object.hasOwn(advice, code) ? advice[code as keyof typeof advice] : undefined;
}

/** Shown where the field is not: beside it stands its own sentence. */
function moreExactly({ errors }: Problem): string | undefined {
  return errors.length > 0 ? errors.map(({ detail }) => detail).join(' ') : undefined;
}
