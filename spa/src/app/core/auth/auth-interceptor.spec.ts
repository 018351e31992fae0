import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { firstValueFrom } from 'rxjs';
import { AuthConfigStore } from './auth-config';
import { areaOf, authInterceptor } from './auth-interceptor';
import { AuthService } from './auth-service';
import { StepUp } from './step-up';

const API = new URL('https://blog.example.org/api');
const CONFIG = { apiUrl: API, issuer: 'https://auth.example.org/realms/blog' };
const BASE = 'https://blog.example.org/articles/mine';

describe('areaOf', () => {
  it.each([
    'https://auth.example.org/realms/blog/spa/v1/account',
    'https://auth.example.org/realms/blog/spa/v1/account/sessions/x',
  ])('is the account area for %s', (url) => {
    expect(areaOf(url, CONFIG, BASE)).toBe('account');
  });

  it.each([
    '/api/articles',
    '/api/articles?author=me',
    'https://blog.example.org/api/x',
    '/x/../api/y',
  ])('is the articles area for %s', (url) => {
    expect(areaOf(url, CONFIG, BASE)).toBe('articles');
  });

  it.each([
    ['another host', 'https://evil.example/api/articles'],
    ['another host without a scheme', '//evil.example/api/articles'],
    ['another host by backslashes', '\\\\evil.example\\api\\articles'],
    ['our host as user-info of another', 'https://blog.example.org@evil.example/api/articles'],
    ['user-info before our host', 'https://evil.example@blog.example.org/api/articles'],
    ['a host that begins like ours', 'https://blog.example.org.evil.example/api/articles'],
    ['another port', 'https://blog.example.org:8443/api/articles'],
    ['plain http', 'http://blog.example.org/api/articles'],
    ['a path beside the API', '/apiary'],
    ['a path out of the API by dot segments', '/api/../config.json'],
    ['a path out of the API by encoded dot segments', '/api/%2e%2e/config.json'],
    [
      'the API path in another host’s query',
      'https://evil.example/?u=https://blog.example.org/api/',
    ],
    ['what needs no sign-in', 'https://auth.example.org/realms/blog/spa/v1/registrations'],
    ['another realm', 'https://auth.example.org/realms/other/spa/v1/account'],
    ['a data URL', 'data:text/plain,/api/'],
    ['no URL at all', 'https://'],
  ])('is none for %s', (_, url) => {
    expect(areaOf(url, CONFIG, BASE)).toBeNull();
  });
});

describe('authInterceptor', () => {
  const auth = {
    accessToken: vi.fn(),
    renew: vi.fn(),
    forget: vi.fn(),
    credentials: (token: string, _method: string, _url: URL, nonce?: string) =>
      Promise.resolve({ Authorization: `Bearer ${token}`, ...(nonce ? { DPoP: nonce } : {}) }),
  };
  let http: HttpClient;
  let backend: HttpTestingController;

  beforeEach(() => {
    vi.resetAllMocks();
    auth.accessToken.mockResolvedValue('t1');
    auth.forget.mockResolvedValue(undefined);
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(withInterceptors([authInterceptor])),
        provideHttpClientTesting(),
        { provide: AuthService, useValue: { area: () => ({ tokens: auth }) } },
        {
          provide: AuthConfigStore,
          useValue: { value: { ...CONFIG, apiUrl: new URL('/api', document.baseURI) } },
        },
      ],
    });
    http = TestBed.inject(HttpClient);
    backend = TestBed.inject(HttpTestingController);
  });

  afterEach(() => backend.verify());

  const request = (url: string) => vi.waitFor(() => backend.expectOne(url));
  const unauthorized = { status: 401, statusText: 'Unauthorized' };

  it('adds the token to requests to the API, which may not be redirected', async () => {
    const answer = firstValueFrom(http.get('/api/articles'));
    const sent = await request('/api/articles');
    expect(sent.request.headers.get('Authorization')).toBe('Bearer t1');
    expect(sent.request.redirect).toBe('error');
    sent.flush({});
    await answer;
  });

  it('never gives the token to another origin', async () => {
    for (const url of ['https://evil.example/api/articles', '//evil.example/api/articles']) {
      const answer = firstValueFrom(http.get(url));
      const sent = await request(url);
      expect(sent.request.headers.has('Authorization')).toBe(false);
      sent.flush({});
      await answer;
    }
    expect(auth.accessToken).not.toHaveBeenCalled();
  });

  it('renews once after a 401 and repeats the request', async () => {
    auth.renew.mockResolvedValue('t2');
    const answer = firstValueFrom(http.get('/api/articles'));
    (await request('/api/articles')).flush(null, unauthorized);
    const second = await request('/api/articles');
    expect(second.request.headers.get('Authorization')).toBe('Bearer t2');
    second.flush({ items: [] });
    await expect(answer).resolves.toEqual({ items: [] });
    expect(auth.forget).not.toHaveBeenCalled();
  });

  it('ends the session when a fresh token is refused too, instead of asking for ever', async () => {
    auth.renew.mockResolvedValue('t2');
    const answer = firstValueFrom(http.get('/api/articles'));
    (await request('/api/articles')).flush(null, unauthorized);
    (await request('/api/articles')).flush(null, unauthorized);
    await expect(answer).rejects.toMatchObject({ status: 401 });
    expect(auth.renew).toHaveBeenCalledTimes(1);
    expect(auth.forget).toHaveBeenCalledTimes(1);
  });

  it('hands the 401 on when there is nothing to renew with', async () => {
    auth.renew.mockResolvedValue(null);
    const answer = firstValueFrom(http.get('/api/articles'));
    (await request('/api/articles')).flush(null, unauthorized);
    await expect(answer).rejects.toMatchObject({ status: 401 });
  });

  it('does not renew for other errors', async () => {
    const answer = firstValueFrom(http.get('/api/articles'));
    (await request('/api/articles')).flush(null, { status: 403, statusText: 'Forbidden' });
    await expect(answer).rejects.toMatchObject({ status: 403 });
    expect(auth.renew).not.toHaveBeenCalled();
  });

  it('asks the person and not the token endpoint when the sign-in is too old (RFC 9470)', async () => {
    const answer = firstValueFrom(http.put('/api/articles/7', {}));
    (await request('/api/articles/7')).flush(null, {
      ...unauthorized,
      headers: {
        'WWW-Authenticate': 'Bearer error="insufficient_user_authentication", max_age=300',
      },
    });
    await expect(answer).rejects.toMatchObject({ status: 401 });
    expect(TestBed.inject(StepUp).asked()).toEqual({
      area: 'articles',
      challenge: { maxAge: 300 },
    });
    expect(auth.renew).not.toHaveBeenCalled();
  });

  it('repeats the request once with the nonce that the server wants in the proof (RFC 9449)', async () => {
    const answer = firstValueFrom(http.get('/api/articles'));
    (await request('/api/articles')).flush(null, {
      ...unauthorized,
      headers: { 'WWW-Authenticate': 'DPoP error="use_dpop_nonce"', 'DPoP-Nonce': 'n1' },
    });
    const second = await request('/api/articles');
    expect(second.request.headers.get('DPoP')).toBe('n1');
    second.flush({});
    await expect(answer).resolves.toEqual({});
    expect(auth.renew).not.toHaveBeenCalled();
  });
});
