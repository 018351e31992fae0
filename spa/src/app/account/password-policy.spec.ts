import { en } from '../core/i18n/en';
import { breaksPolicy, passwordHints } from './password-policy';

function met(code: string, value: number, password: string): boolean | null | undefined {
  return passwordHints([{ code, value }], password, en.passwords.rules)[0]?.met;
}

describe('passwordHints', () => {
  it.each([
    ['length_min', 3, 'abc', 'ab'],
    ['length_max', 3, 'abc', 'abcd'],
    ['digits_min', 2, 'a1b2', 'a1b'],
    ['lower_case_min', 1, 'Aa', 'A1'],
    ['upper_case_min', 1, 'aA', 'a1'],
    ['special_chars_min', 1, 'a!', 'aB1'],
  ])('%s %i: "%s" keeps it, "%s" breaks it', (code, value, good, bad) => {
    expect(met(code, value, good)).toBe(true);
    expect(met(code, value, bad)).toBe(false);
    expect(breaksPolicy([{ code, value }], good)).toBe(false);
    expect(breaksPolicy([{ code, value }], bad)).toBe(true);
  });

  it('counts code units, as Keycloak does', () => {
    expect(met('length_min', 2, '😀')).toBe(true);
    expect(met('special_chars_min', 2, '😀')).toBe(true);
  });

  it('knows letters and digits of other scripts', () => {
    expect(met('special_chars_min', 1, 'äб中٣')).toBe(false);
    expect(met('digits_min', 1, '٣')).toBe(true);
    expect(met('upper_case_min', 1, 'Ä')).toBe(true);
  });

  it.each([
    'not_among_last',
    'not_used_for_days',
    'not_username',
    'not_contains_username',
    'not_email',
    'not_common',
    'pattern',
  ])('tells of %s, which only the server can check', (code) => {
    const [hint] = passwordHints([{ code, value: 3 }], 'x', en.passwords.rules);
    expect(hint?.text).not.toBe('');
    expect(hint?.met).toBeNull();
  });

  it('keeps silent about rules it has no words for', () => {
    expect(
      passwordHints([{ code: 'other' }, { code: 'constructor' }], 'x', en.passwords.rules),
    ).toEqual([]);
  });

  it('counts in proper English, the length first', () => {
    const texts = passwordHints(
      [
        { code: 'digits_min', value: 1 },
        { code: 'length_min', value: 15 },
      ],
      '',
      en.passwords.rules,
    ).map(({ text }) => text);
    expect(texts).toEqual(['At least 15 characters', 'At least 1 digit']);
  });
});
