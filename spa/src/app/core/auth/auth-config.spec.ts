import { parseAuthConfig } from './auth-config';

const ORIGIN = 'https://blog.example.org';
const GOOD = {
  issuer: 'https://auth.example.org/realms/blog',
  clientId: 'blog-spa',
  apiUrl: '/api',
};

describe('parseAuthConfig', () => {
  it('takes what the web front serves', () => {
    const config = parseAuthConfig(GOOD, ORIGIN);
    expect(config.issuer).toBe(GOOD.issuer);
    expect(config.dpop).toBe(false);
    expect(config.clientId).toBe('blog-spa');
    expect(config.apiUrl.href).toBe('https://blog.example.org/api');
  });

  it.each(['http://localhost:8081/realms/blog', 'http://127.0.0.1:1/realms/blog'])(
    'takes plain http on this machine: %s',
    (issuer) => {
      expect(parseAuthConfig({ ...GOOD, issuer }, ORIGIN).issuer).toBe(issuer);
    },
  );

  it.each(['https://api.example.org/api', 'http://localhost:8082/api'])(
    'takes an API of another origin that is written out: %s',
    (apiUrl) => {
      expect(parseAuthConfig({ ...GOOD, apiUrl }, ORIGIN).apiUrl.href).toBe(apiUrl);
    },
  );

  it.each([
    ['no object', null],
    ['a list', []],
    ['no issuer', { ...GOOD, issuer: undefined }],
    ['an issuer over plain http', { ...GOOD, issuer: 'http://auth.example.org/realms/blog' }],
    [
      'an issuer that only looks local',
      { ...GOOD, issuer: 'http://localhost.evil.example/realms/blog' },
    ],
    ['a script as issuer', { ...GOOD, issuer: 'javascript:alert(1)' }],
    ['a word in the place of yes or no', { ...GOOD, dpop: 'yes' }],
    ['no client', { ...GOOD, clientId: '' }],
    ['an API of another origin over plain http', { ...GOOD, apiUrl: 'http://api.example.org/api' }],
    ['an API of another origin, written as a path', { ...GOOD, apiUrl: '//evil.example/api' }],
    ['another host, slipped into a path', { ...GOOD, apiUrl: '/\\evil.example/api' }],
    ['a script as API', { ...GOOD, apiUrl: 'javascript:alert(1)' }],
  ])('refuses %s', (_, json) => {
    expect(() => parseAuthConfig(json, ORIGIN)).toThrow();
  });
});
