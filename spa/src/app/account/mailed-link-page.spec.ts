import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { Location } from '@angular/common';
import { provideLocationMocks } from '@angular/common/testing';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { settle } from '../../testing/settle';
import { AuthConfigStore } from '../core/auth/auth-config';
import { AuthService } from '../core/auth/auth-service';
import { MailedLinks } from '../core/auth/mailed-links';
import { accountRoutes } from './account.routes';

const BASE = 'https://auth.example.org/realms/blog/spa/v1';
const PROBLEM = { headers: { 'Content-Type': 'application/problem+json' } };

describe('MailedLinkPage', () => {
  const signIn = vi.fn();
  let backend: HttpTestingController;

  async function open(address: string): Promise<RouterTestingHarness> {
    TestBed.inject(Location).go(address);
    TestBed.inject(MailedLinks).take();
    const harness = await RouterTestingHarness.create(address.replace(/[?#].*/, ''));
    await settle(harness);
    return harness;
  }

  function find(harness: RouterTestingHarness, id: string): HTMLElement | null {
    return (harness.fixture.nativeElement as HTMLElement).querySelector(`[data-testid=${id}]`);
  }

  async function click(harness: RouterTestingHarness, id: string): Promise<void> {
    find(harness, id)?.click();
    await settle(harness);
  }

  async function type(harness: RouterTestingHarness, id: string, text: string): Promise<void> {
    const field = find(harness, id) as HTMLInputElement;
    field.value = text;
    field.dispatchEvent(new Event('input'));
    await settle(harness);
  }

  async function answerLook(harness: RouterTestingHarness, more = {}): Promise<void> {
    backend.expectOne(`${BASE}/link-info`).flush({
      purpose: 'confirm',
      expires_in: 60,
      email: 'a•••e@example.org',
      password_required: false,
      password_policy: [],
      ...more,
    });
    await settle(harness);
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

  it('spends nothing without a click (a robot renders the page)', async () => {
    const harness = await open('/account/confirm#token=t');
    await answerLook(harness);
    expect(find(harness, 'link-lead')?.textContent).toContain('a•••e@example.org');
    backend.expectNone(`${BASE}/confirmations/redeem`);
  });

  it('confirms at a click, and signs in to where the person was', async () => {
    const harness = await open('/account/confirm#token=t&state=%2Fforged');
    await answerLook(harness);
    await click(harness, 'redeem');
    backend
      .expectOne(`${BASE}/confirmations/redeem`)
      .flush({ next: { type: 'authenticate', state: '/articles/7' } });
    await settle(harness);
    expect(signIn).toHaveBeenCalledWith('/articles/7');
    expect(TestBed.inject(MailedLinks).of('confirm')).toBeNull();
  });

  it('never follows a state to a foreign host (open redirect)', async () => {
    const harness = await open('/account/confirm#token=t&state=%2F%2Fevil.example');
    await answerLook(harness);
    await click(harness, 'redeem');
    backend
      .expectOne(`${BASE}/confirmations/redeem`)
      .flush({ next: { type: 'authenticate', state: 'https://evil.example/' } });
    await settle(harness);
    expect(signIn).toHaveBeenCalledWith('/');
  });

  it('asks for the first password, and sends none that breaks a rule it can check', async () => {
    const harness = await open('/account/confirm#token=t');
    await answerLook(harness, {
      password_required: true,
      password_policy: [{ code: 'length_min', value: 4 }],
    });
    await type(harness, 'new-password', 'abc');
    await click(harness, 'redeem');
    expect(find(harness, 'password-error')?.textContent).toContain('breaks a rule');
    expect(document.activeElement).toBe(find(harness, 'new-password'));
    await type(harness, 'new-password', 'abcd');
    await click(harness, 'redeem');
    const sent = backend.expectOne(`${BASE}/confirmations/redeem`);
    expect(sent.request.body).toEqual({ client_id: 'blog-spa', token: 't', password: 'abcd' });
  });

  it('shows the complaint of the server at the password, and keeps the link', async () => {
    const harness = await open('/account/reset#token=t');
    await answerLook(harness, { purpose: 'reset', password_required: true });
    await type(harness, 'new-password', 'alice');
    await click(harness, 'redeem');
    backend.expectOne(`${BASE}/password-resets/redeem`).flush(
      {
        code: 'validation_failed',
        errors: [
          { pointer: '/password', code: 'not_username', detail: 'Not your user name.' },
          { pointer: '/password', code: 'length_min', detail: 'At least 15 characters.' },
        ],
      },
      { status: 400, statusText: 'Bad Request', ...PROBLEM },
    );
    await settle(harness);
    expect(find(harness, 'password-error')?.textContent).toContain(
      'Not your user name. At least 15 characters.',
    );
    expect(document.activeElement).toBe(find(harness, 'new-password'));
    expect(find(harness, 'redeem')).not.toBeNull();
  });

  it('does not sign in by itself after a reset', async () => {
    const harness = await open('/account/reset#token=t');
    await answerLook(harness, { purpose: 'reset', password_required: true });
    await type(harness, 'new-password', 'a new one');
    await click(harness, 'redeem');
    backend.expectOne(`${BASE}/password-resets/redeem`).flush({ next: { type: 'authenticate' } });
    await settle(harness);
    expect(find(harness, 'link-done')?.textContent).toContain('changed');
    expect(signIn).not.toHaveBeenCalled();
  });

  it('believes the server, not the address, about what a link is for', async () => {
    const harness = await open('/account/confirm#token=t');
    await answerLook(harness, { purpose: 'email' });
    await click(harness, 'redeem');
    backend.expectOne(`${BASE}/email-changes/redeem`).flush({ next: { type: 'done' } });
  });

  it.each(['invalid_link', 'expired_link', 'already_confirmed'])(
    'says what to do about %s',
    async (code) => {
      const harness = await open('/account/confirm#token=t');
      backend
        .expectOne(`${BASE}/link-info`)
        .flush({ code }, { status: 400, statusText: 'Bad Request', ...PROBLEM });
      await settle(harness);
      expect(find(harness, 'link-trouble')?.dataset['code']).toBe(code);
      const way = code === 'already_confirmed' ? 'sign-in' : 'ask-for-confirmation';
      expect(find(harness, way)).not.toBeNull();
    },
  );

  it.each([
    [400, 'validation_failed'],
    [413, 'content_too_large'],
  ])(
    'takes a link that was padded until the server refused it with %i for invalid',
    async (status, code) => {
      const harness = await open('/account/confirm#token=t');
      backend
        .expectOne(`${BASE}/link-info`)
        .flush({ code }, { status, statusText: 'Refused', ...PROBLEM });
      await settle(harness);
      expect(find(harness, 'link-trouble')?.dataset['code']).toBe('invalid_link');
    },
  );

  it('asks for the link again after a reload, as nothing kept it', async () => {
    const harness = await open('/account/reset');
    expect(find(harness, 'link-gone')).not.toBeNull();
  });

  it.each([
    ['/account/confirm#status=confirmed', 'link-done'],
    ['/account/confirm#status=already_confirmed', 'link-trouble'],
    ['/account/email#status=done', 'link-done'],
    ['/account/error#error=flow_failed', 'link-trouble'],
    ['/account/error#error=expired_link', 'ask-for-confirmation'],
    ['/account/error#error=expired_link&purpose=reset', 'ask-for-reset'],
    ['/account/error', 'link-gone'],
  ])('%s shows %s', async (address, id) => {
    const harness = await open(address);
    expect(find(harness, id)).not.toBeNull();
  });

  it('offers only the mail that the link was', async () => {
    const harness = await open('/account/error#error=expired_link&purpose=reset');
    expect(find(harness, 'ask-for-confirmation')).toBeNull();
  });
});
