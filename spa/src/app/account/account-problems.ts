import type { Problem } from '../shared/problem';
import type { Purpose } from './account-api';

/** What a person can do about it. */
export type WayOn = 'new-mail' | 'sign-in' | 'sign-out' | 'try-again' | 'nothing';

export interface Advice {
  readonly heading: string;
  readonly text: string;
  readonly wayOn: WayOn;
}

const INVALID_LINK: Advice = {
  heading: 'This link does not work',
  text: 'It was used before, another one has taken its place, or a part of it got lost on the way.',
  wayOn: 'new-mail',
};

const ADVICE = new Map<string, Advice>(
  Object.entries<Advice>({
    invalid_link: INVALID_LINK,
    expired_link: {
      heading: 'This link has expired',
      text: 'Links in mails work for a limited time only, which keeps your account safe.',
      wayOn: 'new-mail',
    },
    already_confirmed: {
      heading: 'Your address is confirmed already',
      text: 'There is nothing left to do here: sign in.',
      wayOn: 'sign-in',
    },
    other_user_signed_in: {
      heading: 'Somebody else is signed in here',
      text: 'The link belongs to another account than the one this browser is signed in with. Sign out, then open the link from the mail again.',
      wayOn: 'sign-out',
    },
    flow_failed: {
      heading: 'That did not work',
      text: 'What this link belongs to is over or was given up. Nothing has changed: sign in and start again.',
      wayOn: 'sign-in',
    },
    flow_required: {
      heading: 'This goes on at the sign-in page',
      text: 'Your account is protected by more than a password. Choose “Forgot password?” at the sign-in page, which leads through all of it.',
      wayOn: 'sign-in',
    },
    password_reset_disabled: {
      heading: 'Passwords are not reset here',
      text: 'Ask whoever looks after your account for a new password.',
      wayOn: 'sign-in',
    },
    email_taken: {
      heading: 'This address belongs to another account',
      text: 'Your address stays as it was. Sign in and choose another one.',
      wayOn: 'sign-in',
    },
    invalid_code: {
      heading: 'This code does not work',
      text: 'Compare it with the newest mail. After five wrong tries or ten minutes only a new mail helps.',
      wayOn: 'new-mail',
    },
    password_required: {
      heading: 'A password is missing',
      text: 'Your account has no password yet: choose one.',
      wayOn: 'try-again',
    },
    validation_failed: {
      heading: 'Something needs a change',
      text: 'Check what you typed, then try again.',
      wayOn: 'try-again',
    },
    rate_limited: {
      heading: 'Too many requests',
      text: 'Wait a moment, then try again.',
      wayOn: 'try-again',
    },
    invalid_request: {
      heading: 'The server did not understand this page',
      text: 'Load the page again. If that does not help, tell whoever runs this site.',
      wayOn: 'nothing',
    },
    unknown_client: {
      heading: 'This site is not set up for that',
      text: 'Tell whoever runs it: the sign-in service does not know this application.',
      wayOn: 'nothing',
    },
    origin_not_allowed: {
      heading: 'This site is not set up for that',
      text: 'Tell whoever runs it: the sign-in service does not expect this address.',
      wayOn: 'nothing',
    },
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

const NEW_MAIL: Readonly<Record<Purpose | 'unknown', string>> = {
  confirm: 'Ask for a new mail.',
  reset: 'Ask for a new mail.',
  email: 'Sign in and ask for the change of your address again.',
  action: 'Whoever looks after your account can send you a new one.',
  unknown: 'Ask for a new mail.',
};

/** The link itself is what the server cannot read, such as one that was cut or padded. */
export function isUnreadable(code: string): boolean {
  return code === 'validation_failed' || code === 'content_too_large';
}

export function isFinal(code: string): boolean {
  return FINAL.has(code);
}

/** The advice for a refused link; a code that we do not know makes it an invalid one. */
export function adviceFor(code: string, purpose: Purpose | 'unknown'): Advice {
  const advice = ADVICE.get(code) ?? INVALID_LINK;
  if (advice.wayOn !== 'new-mail') {
    return advice;
  }
  const wayOn = { email: 'sign-in', action: 'nothing' } as const;
  return {
    ...advice,
    text: `${advice.text} ${NEW_MAIL[purpose]}`,
    wayOn: purpose === 'email' || purpose === 'action' ? wayOn[purpose] : 'new-mail',
  };
}

/** A refusal in our words where we have some, else in the server's. */
export function inOurWords(problem: Problem): Problem {
  const advice = ADVICE.get(problem.code);
  if (!advice) {
    return problem;
  }
  return { ...problem, title: advice.heading, detail: moreExactly(problem) ?? advice.text };
}

function moreExactly({ code, retryAfter, errors }: Problem): string | undefined {
  if (code === 'rate_limited' && retryAfter !== undefined) {
    return `Try again in ${seconds(retryAfter)}.`;
  }
  // Shown where the field is not: beside it stands its own sentence.
  return errors.length > 0 ? errors.map(({ detail }) => detail).join(' ') : undefined;
}

/** What to say first about a refusal; undefined leaves that to the panel. */
export function headlineFor(code: string): string | undefined {
  return ADVICE.get(code)?.heading;
}

function seconds(count: number): string {
  return count === 1 ? '1 second' : `${count} seconds`;
}
