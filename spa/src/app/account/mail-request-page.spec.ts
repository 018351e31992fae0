import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { provideLocationMocks } from '@angular/common/testing';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { settle } from '../../testing/settle';
import { AuthConfigStore } from '../core/auth/auth-config';
import { AuthService } from '../core/auth/auth-service';
import { accountRoutes } from './account.routes';

const BASE = 'https://auth.example.org/realms/blog/spa/v1';

describe('MailRequestPage', () => {
  const signIn = vi.fn();
  let backend: HttpTestingController;

  function find(harness: RouterTestingHarness, id: string): HTMLElement | null {
    return (harness.fixture.nativeElement as HTMLElement).querySelector(`[data-testid=${id}]`);
  }

  async function fill(harness: RouterTestingHarness, id: string, text: string): Promise<void> {
    const field = find(harness, id) as HTMLInputElement;
    field.value = text;
    field.dispatchEvent(new Event('input'));
    await settle(harness);
  }

  async function click(harness: RouterTestingHarness, id: string): Promise<void> {
    find(harness, id)?.click();
    await settle(harness);
  }

  async function refuse(
    harness: RouterTestingHarness,
    path: string,
    status: number,
    code: string,
    headers = {},
  ): Promise<void> {
    backend.expectOne(`${BASE}/${path}`).flush(
      { code },
      {
        status,
        statusText: 'Refused',
        headers: { 'Content-Type': 'application/problem+json', ...headers },
      },
    );
    await settle(harness);
  }

  async function askFor(path: string, collection: string): Promise<RouterTestingHarness> {
    const harness = await RouterTestingHarness.create(path);
    await settle(harness);
    backend.expectOne(`${BASE}/clients/blog-spa`).flush({ password_policy: [] });
    await settle(harness);
    await fill(harness, 'identity', ' alice ');
    await click(harness, 'ask-for-mail');
    const sent = backend.expectOne(`${BASE}/${collection}`);
    expect(sent.request.body).toEqual({ client_id: 'blog-spa', identity: 'alice', locale: 'en' });
    sent.flush({ next: { type: 'await_mail', handle: 'h', expires_in: 600 } });
    await settle(harness);
    return harness;
  }

  beforeEach(() => {
    signIn.mockReset().mockResolvedValue(undefined);
    TestBed.configureTestingModule({
      providers: [
        provideRouter([{ path: 'account', children: accountRoutes }], withComponentInputBinding()),
        provideLocationMocks(),
        provideHttpClient(),
        provideHttpClientTesting(),
        { provide: AuthService, useValue: { signIn, signedIn: signal(false) } },
        {
          provide: AuthConfigStore,
          useValue: {
            value: { issuer: 'https://auth.example.org/realms/blog', clientId: 'blog-spa' },
          },
        },
      ],
    });
    backend = TestBed.inject(HttpTestingController);
  });

  afterEach(() => backend.verify());

  it('takes a new password by code', async () => {
    const harness = await askFor('/account/forgot', 'password-resets');
    expect(document.activeElement).toBe(find(harness, 'mail-on-its-way'));
    await fill(harness, 'mail-code', '1234 5678');
    await fill(harness, 'new-password', 'a new one');
    await click(harness, 'redeem');
    const sent = backend.expectOne(`${BASE}/password-resets/redeem`);
    expect(sent.request.body).toEqual({
      client_id: 'blog-spa',
      handle: 'h',
      code: '12345678',
      password: 'a new one',
    });
    sent.flush({ next: { type: 'authenticate' } });
    await settle(harness);
    expect(find(harness, 'link-done')).not.toBeNull();
  });

  it('sends no code that is none', async () => {
    const harness = await askFor('/account/resend', 'confirmations');
    await fill(harness, 'mail-code', '1234');
    await click(harness, 'redeem');
    expect(find(harness, 'code-error')?.textContent).toContain('8 digits');
    expect(document.activeElement).toBe(find(harness, 'mail-code'));
  });

  it('shows a wrong code at its field, and lets try again', async () => {
    const harness = await askFor('/account/resend', 'confirmations');
    await fill(harness, 'mail-code', '00000000');
    await click(harness, 'redeem');
    await refuse(harness, 'confirmations/redeem', 400, 'invalid_code');
    expect(find(harness, 'code-error')?.textContent).toContain('newest mail');
    expect(document.activeElement).toBe(find(harness, 'mail-code'));
    await fill(harness, 'mail-code', '12345678');
    await click(harness, 'redeem');
    backend
      .expectOne(`${BASE}/confirmations/redeem`)
      .flush({ next: { type: 'authenticate', state: '/articles' } });
    await settle(harness);
    expect(signIn).toHaveBeenCalledWith('/articles');
  });

  it('asks for the first password once the server says that one is missing', async () => {
    const harness = await askFor('/account/resend', 'confirmations');
    expect(find(harness, 'new-password')).toBeNull();
    await fill(harness, 'mail-code', '12345678');
    await click(harness, 'redeem');
    await refuse(harness, 'confirmations/redeem', 400, 'password_required');
    expect(document.activeElement).toBe(find(harness, 'new-password'));
    await fill(harness, 'new-password', 'my first one');
    await click(harness, 'redeem');
    const { request } = backend.expectOne(`${BASE}/confirmations/redeem`);
    expect(request.body).toMatchObject({ code: '12345678', password: 'my first one' });
  });

  it('shows a field that the server complains about, even where it was not asked for', async () => {
    const harness = await askFor('/account/resend', 'confirmations');
    await fill(harness, 'mail-code', '12345678');
    await click(harness, 'redeem');
    backend.expectOne(`${BASE}/confirmations/redeem`).flush(
      {
        code: 'validation_failed',
        errors: [{ pointer: '/password', code: 'password_too_short', detail: 'At least 15.' }],
      },
      {
        status: 400,
        statusText: 'Bad Request',
        headers: { 'Content-Type': 'application/problem+json' },
      },
    );
    await settle(harness);
    expect(find(harness, 'password-error')?.textContent).toContain('At least 15.');
    expect(document.activeElement).toBe(find(harness, 'new-password'));
  });

  it('says how long to wait', async () => {
    const harness = await RouterTestingHarness.create('/account/forgot');
    await settle(harness);
    await refuse(harness, 'clients/blog-spa', 500, 'internal_error');
    await fill(harness, 'identity', 'alice');
    await click(harness, 'ask-for-mail');
    await refuse(harness, 'password-resets', 429, 'rate_limited', { 'Retry-After': '40' });
    expect(find(harness, 'error-message')?.textContent).toContain('wait 40 more seconds');
  });
});
