import { de } from '../core/i18n/de';
import { en } from '../core/i18n/en';
import { adviceFor, inOurWords, isFinal } from './account-problems';

const CODES = [
  'invalid_link',
  'expired_link',
  'already_confirmed',
  'invalid_code',
  'password_required',
  'validation_failed',
  'email_taken',
  'flow_required',
  'password_reset_disabled',
  'rate_limited',
  'unknown_client',
  'origin_not_allowed',
  'invalid_request',
  'other_user_signed_in',
  'flow_failed',
];

function problem(code: string, more = {}) {
  return {
    title: 'Bad Request',
    status: 400,
    code,
    detail: 'From the server.',
    errors: [],
    ...more,
  };
}

describe('each problem code', () => {
  it.each(CODES)('%s has a sentence of its own', (code) => {
    for (const words of [en, de]) {
      const { title, detail } = inOurWords(problem(code), words);
      expect(title).not.toBe('Bad Request');
      expect(detail).toMatch(/\.$/);
      expect(detail).not.toBe('From the server.');
    }
  });

  it('that we do not know keeps the words of the server', () => {
    expect(inOurWords(problem('constructor'), en)).toEqual(problem('constructor'));
  });
});

describe('validation_failed', () => {
  it('says what the server found', () => {
    const errors = [{ pointer: '/identity', code: 'too_long', detail: 'Is too long.' }];
    expect(inOurWords(problem('validation_failed', { errors }), en).detail).toBe('Is too long.');
  });
});

describe('adviceFor', () => {
  it.each([
    ['invalid_link', 'confirm', 'new-mail'],
    ['expired_link', 'reset', 'new-mail'],
    ['expired_link', 'email', 'sign-in'],
    ['expired_link', 'action', 'nothing'],
    ['expired_link', 'unknown', 'new-mail'],
    ['already_confirmed', 'confirm', 'sign-in'],
    ['other_user_signed_in', 'unknown', 'sign-out'],
    ['flow_failed', 'unknown', 'sign-in'],
    ['flow_required', 'reset', 'sign-in'],
    ['email_taken', 'email', 'sign-in'],
  ] as const)('%s of %s: %s', (code, purpose, wayOn) => {
    expect(adviceFor(code, purpose, en).wayOn).toBe(wayOn);
  });

  it.each(['<img src=x onerror=alert(1)>', '__proto__', ''])(
    'treats an error that somebody made up (%s) as an invalid link',
    (code) => {
      expect(adviceFor(code, 'unknown', en).heading).toBe('This link does not work');
    },
  );
});

describe('isFinal', () => {
  it.each(['invalid_link', 'expired_link', 'already_confirmed'])(
    '%s takes the form away',
    (code) => {
      expect(isFinal(code)).toBe(true);
    },
  );

  it.each([
    'validation_failed',
    'password_required',
    'invalid_code',
    'rate_limited',
    'unreachable',
  ])('%s leaves it for another try', (code) => {
    expect(isFinal(code)).toBe(false);
  });
});
