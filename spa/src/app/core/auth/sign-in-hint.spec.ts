import { TestBed } from '@angular/core/testing';
import { SignInHint } from './sign-in-hint';

describe('SignInHint', () => {
  let hint: SignInHint;

  beforeEach(() => {
    localStorage.clear();
    sessionStorage.clear();
    hint = TestBed.inject(SignInHint);
  });

  it('says that somebody was signed in, and not who', () => {
    expect(hint.wasSignedIn()).toBe(false);
    hint.remember();
    expect(hint.wasSignedIn()).toBe(true);
    expect(Object.values(localStorage)).toEqual(['1']);
    hint.forget();
    expect(hint.wasSignedIn()).toBe(false);
    expect(localStorage).toHaveLength(0);
  });

  it('stops a redirect loop after the second attempt in a row', () => {
    expect([1, 2, 3, 4].map(() => hint.claimSilentAttempt())).toEqual([true, true, false, false]);
  });

  it('counts anew after a completed sign-in', () => {
    hint.claimSilentAttempt();
    hint.claimSilentAttempt();
    hint.remember();
    expect(hint.claimSilentAttempt()).toBe(true);
  });

  it('stops when the count was tampered with', () => {
    sessionStorage.setItem('keycloak-spa.silent-attempts', 'many');
    expect(hint.claimSilentAttempt()).toBe(false);
  });

  it('tells when another tab signs out, and only then', () => {
    const listener = vi.fn();
    hint.onForgottenByOtherTab(listener);
    const change = (key: string | null, newValue: string | null) =>
      window.dispatchEvent(new StorageEvent('storage', { key, newValue }));
    change('something else', null);
    change('keycloak-spa.was-signed-in', '1');
    expect(listener).not.toHaveBeenCalled();
    change('keycloak-spa.was-signed-in', null);
    change(null, null);
    expect(listener).toHaveBeenCalledTimes(2);
  });
});
