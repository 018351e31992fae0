import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { firstValueFrom } from 'rxjs';
import { AuthConfigStore } from '../core/auth/auth-config';
import { settle } from '../../testing/settle';
import { AccountApi } from './account-api';

const BASE = 'https://auth.example.org/realms/blog/spa/v1';

describe('AccountApi', () => {
  let api: AccountApi;
  let backend: HttpTestingController;

  beforeEach(() => {
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        {
          provide: AuthConfigStore,
          useValue: {
            value: { issuer: 'https://auth.example.org/realms/blog', clientId: 'blog-spa' },
          },
        },
      ],
    });
    api = TestBed.inject(AccountApi);
    backend = TestBed.inject(HttpTestingController);
  });

  afterEach(() => backend.verify());

  it('looks at a link, the token in the body and in no address', async () => {
    const info = firstValueFrom(api.linkInfo('t'));
    await settle();
    const sent = backend.expectOne(`${BASE}/link-info`);
    expect(sent.request.method).toBe('POST');
    expect(sent.request.body).toEqual({ client_id: 'blog-spa', token: 't' });
    expect(sent.request.withCredentials).toBe(false);
    expect(sent.request.headers.get('Accept-Language')).toBe('en');
    sent.flush({
      purpose: 'confirm',
      expires_in: 1234,
      email: 'a•••e@example.org',
      password_required: true,
      password_policy: [{ code: 'length_min', value: 15 }, { code: 'not_email' }],
    });
    await expect(info).resolves.toEqual({
      purpose: 'confirm',
      email: 'a•••e@example.org',
      passwordRequired: true,
      passwordPolicy: [{ code: 'length_min', value: 15 }, { code: 'not_email' }],
      actions: [],
    });
  });

  it.each([
    ['confirm', 'confirmations', {}],
    ['reset', 'password-resets', { password: 'a new one' }],
    ['email', 'email-changes', {}],
    ['action', 'actions', {}],
  ] as const)('redeems a link to %s', async (purpose, collection, more: { password?: string }) => {
    const next = firstValueFrom(api.redeem(purpose, { token: 't' }, more.password));
    await settle();
    const sent = backend.expectOne(`${BASE}/${collection}/redeem`);
    expect(sent.request.body).toEqual({ client_id: 'blog-spa', token: 't', ...more });
    sent.flush({ next: { type: 'authenticate', state: '/articles/7' } });
    await expect(next).resolves.toEqual({ type: 'authenticate', state: '/articles/7' });
  });

  it('redeems a code with a password', async () => {
    const next = firstValueFrom(api.redeem('reset', { handle: 'h', code: '12345678' }, 'secret'));
    await settle();
    const sent = backend.expectOne(`${BASE}/password-resets/redeem`);
    expect(sent.request.body).toEqual({
      client_id: 'blog-spa',
      handle: 'h',
      code: '12345678',
      password: 'secret',
    });
    sent.flush({ next: { type: 'done' } });
    await expect(next).resolves.toEqual({ type: 'done' });
  });

  it('asks for a mail, with the route to come back to', async () => {
    const mail = firstValueFrom(api.askForMail('reset', 'alice', '/articles/7'));
    await settle();
    const sent = backend.expectOne(`${BASE}/password-resets`);
    expect(sent.request.body).toEqual({
      client_id: 'blog-spa',
      identity: 'alice',
      locale: 'en',
      state: '/articles/7',
    });
    sent.flush(
      { next: { type: 'await_mail', handle: 'h', expires_in: 600 } },
      { status: 202, statusText: 'Accepted' },
    );
    await expect(mail).resolves.toEqual({ handle: 'h', expiresIn: 600 });
  });

  it('carries no route to a foreign host', async () => {
    api.askForMail('confirm', 'alice', '//evil.example').subscribe({ error: () => undefined });
    await settle();
    const { request } = backend.expectOne(`${BASE}/confirmations`);
    expect(request.body).toEqual({ client_id: 'blog-spa', identity: 'alice', locale: 'en' });
  });

  it('reads the password policy of the client', async () => {
    const policy = firstValueFrom(api.passwordPolicy());
    await settle();
    backend
      .expectOne(`${BASE}/clients/blog-spa`)
      .flush({ password_policy: [{ code: 'not_email' }] });
    await expect(policy).resolves.toEqual([{ code: 'not_email' }]);
  });

  it.each([
    null,
    [],
    'text',
    { next: null },
    { next: { type: 'set_fire' } },
    { next: { type: 7 } },
  ])('takes %j for no success', async (answer) => {
    const next = firstValueFrom(api.redeem('email', { token: 't' }));
    await settle();
    backend.expectOne(`${BASE}/email-changes/redeem`).flush(answer);
    await expect(next).rejects.toThrow();
  });
});
