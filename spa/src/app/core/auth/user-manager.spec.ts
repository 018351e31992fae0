import { createUserManager } from './user-manager';

describe('createUserManager', () => {
  const config = {
    issuer: 'https://auth.example.org/realms/blog',
    clientId: 'blog-spa',
    apiUrl: new URL('https://blog.example.org/api'),
    dpop: true,
  };
  const kind = { name: 'account', scope: 'openid account.self', maxAge: 300 };
  const { settings } = createUserManager(config, kind, 'https://blog.example.org');

  it('keeps when somebody signed in, which the account’s sign-in is checked by', () => {
    expect(settings.filterProtocolClaims).not.toContain('auth_time');
    expect(settings.max_age).toBe(300);
  });

  it('binds tokens to a key that no storage keeps', async () => {
    await settings.dpop?.store.set('blog-spa', { keys: {} as CryptoKeyPair });
    expect(await settings.dpop?.store.getAllKeys()).toEqual(['blog-spa']);
    expect(localStorage.length + sessionStorage.length).toBe(0);
    await settings.dpop?.store.remove('blog-spa');
    expect(await settings.dpop?.store.getAllKeys()).toEqual([]);
  });

  it('makes bearer tokens where the configuration says so', () => {
    const plain = createUserManager({ ...config, dpop: false }, kind, 'https://blog.example.org');
    expect(plain.settings.dpop).toBeUndefined();
  });
});
