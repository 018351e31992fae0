import type { IdTokenClaims } from 'oidc-client-ts';
import type { AuthConfig } from './auth-config';
import { CallbackRefused, checkCallback, checkIdToken } from './callback-rules';

const ISSUER = 'https://auth.example.org/realms/blog';

describe('checkCallback', () => {
  const params = (changes: Record<string, string>) =>
    new URLSearchParams({ code: 'c', state: 's', iss: ISSUER, ...changes });

  it('lets the answer of our issuer pass', () => {
    expect(() => checkCallback(params({}), ISSUER)).not.toThrow();
  });

  it.each([
    ['mix-up: a foreign issuer', 'https://evil.example/realms/blog'],
    ['mix-up: another realm of the same server', 'https://auth.example.org/realms/other'],
    ['mix-up: an issuer that only begins like ours', `${ISSUER}.evil.example`],
    ['mix-up: other case', ISSUER.toUpperCase()],
    ['mix-up: a trailing slash', `${ISSUER}/`],
    ['mix-up: an empty issuer', ''],
  ])('refuses %s', (_, iss) => {
    expect(() => checkCallback(params({ iss }), ISSUER)).toThrow(CallbackRefused);
  });

  it('refuses an answer whose issuer was stripped', () => {
    const stripped = params({});
    stripped.delete('iss');
    expect(() => checkCallback(stripped, ISSUER)).toThrow(CallbackRefused);
  });

  it.each(['code', 'state', 'iss', 'error'])('refuses parameter pollution: %s twice', (name) => {
    const polluted = params({ error: 'e' });
    polluted.append(name, polluted.get(name) ?? '');
    expect(() => checkCallback(polluted, ISSUER)).toThrow(CallbackRefused);
  });
});

describe('checkIdToken', () => {
  const NOW = 1_800_000_000;
  const config: AuthConfig = {
    dpop: false,
    issuer: ISSUER,
    clientId: 'blog-spa',
    apiUrl: new URL('https://blog.example.org/api'),
  };
  const good: IdTokenClaims = { iss: ISSUER, sub: 'u', aud: 'blog-spa', iat: NOW, exp: NOW + 300 };

  it.each([
    ['one audience', {}],
    ['a list with one audience', { aud: ['blog-spa'] }],
    ['a clock that is a little wrong', { exp: NOW - 60 }],
  ])('lets pass: %s', (_, changes) => {
    expect(() => checkIdToken({ ...good, ...changes }, config, NOW)).not.toThrow();
  });

  it.each([
    ['a token of another issuer', { iss: 'https://evil.example' }],
    ['a token for another client', { aud: 'newsletter' }],
    ['a token for us and somebody else', { aud: ['blog-spa', 'newsletter'] }],
    ['a token for nobody', { aud: [] }],
    ['an old token', { exp: NOW - 301 }],
    ['a token without an end', { exp: Number.NaN }],
  ])('refuses %s', (_, changes) => {
    expect(() => checkIdToken({ ...good, ...changes }, config, NOW)).toThrow(CallbackRefused);
  });
});
