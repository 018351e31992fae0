import { describe, expect, it } from 'vitest';
import {
  type AwaitMail,
  type Next,
  SpaProblem,
  type SpaClientOptions,
  UnexpectedAnswer,
  createKeycloakSpaClient,
  isSpaProblem,
} from './index.js';

const BASE = 'https://auth.example.org/realms/blog/spa/v1';
const AWAIT = { next: { type: 'await_mail', handle: 'h', expires_in: 600 } };
const DONE = { next: { type: 'done' } };

function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json', ...headers },
  });
}

function problem(code: string, status: number, more: object = {}, headers = {}): Response {
  const body = { type: 'about:blank', title: 't', status, detail: 'No.', code, ...more };
  return json(body, status, { 'Content-Type': 'application/problem+json', ...headers });
}

/** A client whose requests end here. */
function client(answer: () => Response, options: Partial<SpaClientOptions> = {}) {
  const requests: Request[] = [];
  const api = createKeycloakSpaClient({
    issuer: 'https://auth.example.org/realms/blog/',
    clientId: 'blog-spa',
    fetch: (request) => {
      requests.push(request);
      return Promise.resolve(answer());
    },
    ...options,
  });
  const sent = (): Request => {
    const [request, ...others] = requests;
    if (!request || others.length > 0) {
      throw new Error(`${requests.length} requests`);
    }
    return request;
  };
  return { api, sent };
}

describe('The client', () => {
  it('asks for a mail in the name of the app', async () => {
    const { api, sent } = client(() => json(AWAIT, 202));
    const mail: AwaitMail = await api.requestPasswordReset({ identity: 'bob', state: '/a' });
    expect(mail).toEqual(AWAIT.next);
    expect(sent().url).toBe(`${BASE}/password-resets`);
    expect(sent().method).toBe('POST');
    expect(sent().headers.get('Content-Type')).toBe('application/json');
    await expect(sent().json()).resolves.toEqual({
      client_id: 'blog-spa',
      identity: 'bob',
      state: '/a',
    });
  });

  it('follows no redirect and takes no cookie along', async () => {
    const { api, sent } = client(() => json(AWAIT, 202));
    await api.requestConfirmation({ identity: 'bob' });
    expect(sent().redirect).toBe('error');
    expect(sent().credentials).toBe('omit');
    expect(sent().referrerPolicy).toBe('no-referrer');
  });

  it.each([
    ['/confirmations/redeem', 'redeemConfirmation'],
    ['/password-resets/redeem', 'redeemPasswordReset'],
    ['/email-changes/redeem', 'redeemEmailChange'],
    ['/actions/redeem', 'redeemActions'],
  ] as const)('redeems at %s', async (path, call) => {
    const { api, sent } = client(() => json({ next: { type: 'authenticate', state: '/a' } }));
    const next: Next = await api[call]({ token: 't', password: 'p' });
    expect(next).toEqual({ type: 'authenticate', state: '/a' });
    expect(sent().url).toBe(BASE + path);
  });

  it('redeems a code, and lets the compiler refuse half of it', async () => {
    const { api } = client(() => json({ next: { type: 'authenticate' } }));
    await api.redeemPasswordReset({ handle: 'h', code: '12345678', password: 'p' });
    // @ts-expect-error a code belongs to a handle
    await api.redeemPasswordReset({ code: '12345678', password: 'p' });
    // @ts-expect-error a reset needs a password
    await api.redeemPasswordReset({ token: 't' });
    // @ts-expect-error no member of this request
    await api.requestPasswordReset({ identity: 'bob', admin: true });
  });

  it('C-06: registers, and tells which of two ways it goes on', async () => {
    const { api, sent } = client(() => json(AWAIT, 202));
    const next = await api.register({
      username: 'bob',
      email: 'b@example.org',
      attributes: { phone: ['1', '2'], city: 'Bern' },
    });
    expect(next.type === 'await_mail' ? next.expires_in : 0).toBe(600);
    expect(sent().url).toBe(`${BASE}/registrations`);
  });

  it('reads the description of the app, whatever its name', async () => {
    const { api, sent } = client(() => json({ client_id: 'a/b' }), { clientId: 'a/b' });
    expect((await api.describe()).client_id).toBe('a/b');
    expect(sent().url).toBe(`${BASE}/clients/a%2Fb`);
  });

  it.each(['de', () => 'de'])('asks in the language that it was given', async (language) => {
    const { api, sent } = client(() => json({ purpose: 'reset' }), { language });
    await api.linkInfo('t');
    expect(sent().headers.get('Accept-Language')).toBe('de');
  });
});

describe('The calls of the person who has signed in', () => {
  const accessToken = (): Promise<string> => Promise.resolve('token');

  it.each([
    ['GET', '/account', 'get', []],
    ['PATCH', '/account', 'changeProfile', [{ attributes: { city: null } }]],
    ['DELETE', '/account', 'remove', []],
    ['POST', '/account/password', 'changePassword', [{ current: 'a', new: 'b' }]],
    ['POST', '/account/email', 'changeEmail', [{ email: 'c@example.org' }]],
    ['POST', '/account/username', 'changeUsername', [{ username: 'c' }]],
    ['GET', '/account/sessions', 'sessions', []],
    ['DELETE', '/account/sessions', 'endOtherSessions', []],
    ['DELETE', '/account/sessions/a%2Fb', 'endSession', ['a/b']],
  ] as const)('carry the token: %s %s', async (method, path, call, given) => {
    const { api, sent } = client(() => json({ ...DONE, sessions: [] }), { accessToken });
    const account = api.account as unknown as Record<string, (...given: unknown[]) => unknown>;
    await account[call]?.(...given);
    expect(sent().method).toBe(method);
    expect(sent().url).toBe(BASE + path);
    expect(sent().headers.get('Authorization')).toBe('Bearer token');
  });

  it('are the only ones that do', async () => {
    const { api, sent } = client(() => json(AWAIT, 202), { accessToken });
    await api.requestConfirmation({ identity: 'bob' });
    expect(sent().headers.has('Authorization')).toBe(false);
  });

  it('say how fresh a sign-in has to be', async () => {
    const challenge = 'Bearer error="insufficient_user_authentication", max_age=300';
    const { api } = client(() =>
      problem('insufficient_user_authentication', 401, {}, { 'WWW-Authenticate': challenge }),
    );
    await expect(api.account.remove()).rejects.toMatchObject({ maxAge: 300 });
  });
});

describe('A refusal', () => {
  it('is thrown with its code, its status, its text and the errors of each member', async () => {
    const errors = [
      { pointer: '/password', code: 'length_min', value: 15, detail: 'Too short.' },
      { pointer: '/identity', code: 'required', detail: 'Missing.' },
    ];
    const { api } = client(() => problem('validation_failed', 400, { errors }));
    const thrown: unknown = await api
      .requestConfirmation({ identity: '' })
      .catch((it: unknown) => it);
    expect(isSpaProblem(thrown)).toBe(true);
    expect(isSpaProblem(thrown, 'validation_failed')).toBe(true);
    expect(isSpaProblem(thrown, 'rate_limited')).toBe(false);
    const refused = thrown as SpaProblem;
    expect(refused.message).toBe('No.');
    expect(refused.status).toBe(400);
    expect(refused.errorsOf('password')).toEqual([errors[0]]);
    expect(refused.retryAfter).toBeUndefined();
  });

  it('tells when to try again', async () => {
    const { api } = client(() => problem('rate_limited', 429, {}, { 'Retry-After': '7' }));
    await expect(api.describe()).rejects.toMatchObject({ code: 'rate_limited', retryAfter: 7 });
  });

  it.each([
    ['a page', () => new Response('<p>Bad Gateway</p>', { status: 502 })],
    ['JSON that is no problem', () => json({ code: 'x' }, 500)],
    ['a problem without a code', () => problem(undefined as unknown as string, 400)],
    ['errors that are no list', () => problem('validation_failed', 400, { errors: {} })],
    ['a success that is a page', () => new Response('<p>Hello</p>')],
    ['a success without a next', () => json({})],
    ['a success with an unknown next', () => json({ next: { type: 'set_fire' } })],
    ['a success that is null', () => json(null)],
  ])('is none of the JSON API: %s', async (_, answer) => {
    const { api } = client(answer);
    await expect(api.requestConfirmation({ identity: 'bob' })).rejects.toThrow(UnexpectedAnswer);
  });

  it('is no answer at all: what fetch throws comes through', async () => {
    const { api } = client(() => {
      throw new TypeError('Failed to fetch');
    });
    await expect(api.describe()).rejects.toThrow(TypeError);
  });
});
