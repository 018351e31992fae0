import { TestBed } from '@angular/core/testing';
import { ErrorResponse, User, type UserManager } from 'oidc-client-ts';
import { ACCOUNT_AREA, ARTICLES_AREA, Area } from './area';
import { AuthConfigStore } from './auth-config';
import { AuthService } from './auth-service';
import { CallbackRefused, WrongPerson } from './callback-rules';
import { SignInHint } from './sign-in-hint';
import { StepUp } from './step-up';
import type { Tokens } from './tokens';

const ISSUER = 'https://auth.example.org/realms/blog';
const ANSWER = `http://localhost/callback?code=c&state=s&iss=${encodeURIComponent(ISSUER)}`;

describe('AuthService', () => {
  const never = new Promise<void>(() => undefined);
  const fakeManager = () => ({
    events: { addAccessTokenExpiring: vi.fn<(listener: () => void) => void>() },
    metadataService: { getIssuer: vi.fn() },
    settings: { stateStore: { get: vi.fn() } },
    signinRedirect: vi.fn(),
    signinRedirectCallback: vi.fn(),
    signinSilent: vi.fn(),
    signoutRedirect: vi.fn(),
    dpopProof: vi.fn(),
    removeUser: vi.fn(),
  });
  const manager = fakeManager();
  const accountManager = fakeManager();
  let auth: AuthService;
  let tokens: Tokens;
  let hint: SignInHint;

  function userWith(
    accessToken: string,
    {
      endsIn = 300,
      aud = 'blog-spa',
      refreshToken = 'refresh',
      type = 'Bearer',
      person = undefined as string | undefined,
      authTime = 0,
    } = {},
  ): User {
    const now = Math.floor(Date.now() / 1000);
    return new User({
      access_token: accessToken,
      refresh_token: refreshToken,
      token_type: type,
      expires_at: now + endsIn,
      profile: {
        iss: ISSUER,
        sub: 'alice-id',
        aud,
        iat: now,
        exp: now + 300,
        auth_time: authTime,
        name: 'Alice Author',
        preferred_username: 'alice',
      },
      userState: { returnTo: '/articles/7', ...(person === undefined ? {} : { person }) },
    });
  }

  async function signedInAs(user: User): Promise<void> {
    manager.signinRedirectCallback.mockResolvedValue(user);
    await auth.completeSignIn(ANSWER);
  }

  beforeEach(() => {
    localStorage.clear();
    sessionStorage.clear();
    vi.resetAllMocks();
    for (const fake of [manager, accountManager]) {
      fake.metadataService.getIssuer.mockResolvedValue(ISSUER);
      fake.signinRedirect.mockReturnValue(never);
      fake.signoutRedirect.mockReturnValue(never);
      fake.removeUser.mockResolvedValue(undefined);
      fake.settings.stateStore.get.mockResolvedValue(null);
    }
    manager.settings.stateStore.get.mockResolvedValue('{}');
    const config = { value: { issuer: ISSUER, clientId: 'blog-spa' } };
    const area = (fake: object) => new Area(fake as UserManager, ISSUER, window);
    TestBed.configureTestingModule({
      providers: [
        { provide: ARTICLES_AREA, useFactory: () => area(manager) },
        { provide: ACCOUNT_AREA, useFactory: () => area(accountManager) },
        { provide: AuthConfigStore, useValue: config },
      ],
    });
    auth = TestBed.inject(AuthService);
    ({ tokens } = auth.area('articles'));
    hint = TestBed.inject(SignInHint);
  });

  describe('after a reload', () => {
    it('stays where it is when nobody was signed in', async () => {
      await auth.resume('/articles');
      expect(manager.signinRedirect).not.toHaveBeenCalled();
    });

    it('leaves once, without a prompt, for the same route', async () => {
      hint.remember();
      void auth.resume('/articles/7?x=1');
      await vi.waitFor(() => expect(manager.signinRedirect).toHaveBeenCalledTimes(1));
      expect(manager.signinRedirect).toHaveBeenCalledWith(
        expect.objectContaining({
          prompt: 'none',
          state: { returnTo: '/articles/7?x=1' },
          ui_locales: 'en',
        }),
      );
    });

    it('does not interfere with the callback', async () => {
      hint.remember();
      await auth.resume('/callback?code=c');
      expect(manager.signinRedirect).not.toHaveBeenCalled();
    });

    it('does not bounce for ever when Keycloak keeps sending people back', async () => {
      hint.remember();
      manager.signinRedirect.mockRejectedValue(new Error('back again'));
      for (let load = 0; load < 5; load++) {
        await auth.resume('/articles');
      }
      expect(manager.signinRedirect).toHaveBeenCalledTimes(2);
    });

    it('starts signed out when Keycloak cannot be reached, and keeps the hint', async () => {
      hint.remember();
      manager.metadataService.getIssuer.mockRejectedValue(new Error('offline'));
      await auth.resume('/articles');
      expect(auth.signedIn()).toBe(false);
      expect(hint.wasSignedIn()).toBe(true);
    });
  });

  describe('sign-in', () => {
    it('sends a fresh nonce each time', async () => {
      void auth.signIn('/');
      void auth.signIn('/');
      await vi.waitFor(() => expect(manager.signinRedirect).toHaveBeenCalledTimes(2));
      const nonces = manager.signinRedirect.mock.calls.map(
        ([args]) => (args as { nonce: string }).nonce,
      );
      expect(nonces[0]).toMatch(/^[0-9a-f-]{36}$/);
      expect(nonces[0]).not.toBe(nonces[1]);
    });

    it('hands the route to the hosted pages, for the mails that they send', async () => {
      void auth.signIn('/articles/7');
      await vi.waitFor(() => expect(manager.signinRedirect).toHaveBeenCalledTimes(1));
      expect(manager.signinRedirect).toHaveBeenCalledWith(
        expect.objectContaining({ extraQueryParams: { spa_state: '/articles/7' } }),
      );
    });

    it('refuses a discovery document that names a foreign issuer', async () => {
      manager.metadataService.getIssuer.mockResolvedValue('https://evil.example');
      await expect(auth.signIn('/')).rejects.toThrow(CallbackRefused);
      expect(manager.signinRedirect).not.toHaveBeenCalled();
    });

    it('goes on where it began, and knows the person', async () => {
      manager.signinRedirectCallback.mockResolvedValue(userWith('t1'));
      await expect(auth.completeSignIn(ANSWER)).resolves.toBe('/articles/7');
      expect(auth.person()).toMatchObject({ name: 'Alice Author', username: 'alice' });
      expect(auth.isMe({ iss: ISSUER, sub: 'alice-id' })).toBe(true);
      expect(auth.isMe({ iss: 'https://evil.example', sub: 'alice-id' })).toBe(false);
      expect(hint.wasSignedIn()).toBe(true);
    });

    it('never redeems a code that a foreign issuer sent (mix-up)', async () => {
      const forged = ANSWER.replace('auth.example.org', 'evil.example');
      await expect(auth.completeSignIn(forged)).rejects.toThrow(CallbackRefused);
      expect(manager.signinRedirectCallback).not.toHaveBeenCalled();
      expect(auth.signedIn()).toBe(false);
    });

    it('never redeems an answer with a forged state, and asks again with a state of its own', async () => {
      manager.settings.stateStore.get.mockResolvedValue(null);
      void auth.completeSignIn(ANSWER);
      await vi.waitFor(() => {
        expect(manager.signinRedirect).toHaveBeenCalledWith(
          expect.objectContaining({ prompt: 'none', state: { returnTo: '/' } }),
        );
      });
      expect(manager.signinRedirectCallback).not.toHaveBeenCalled();
      expect(auth.signedIn()).toBe(false);
      expect(hint.wasSignedIn()).toBe(false);
    });

    it('refuses answers with a forged state for good after the second one in a row', async () => {
      manager.settings.stateStore.get.mockResolvedValue(null);
      manager.signinRedirectCallback.mockRejectedValue(new Error('No matching state found'));
      while (hint.claimSilentAttempt());
      await expect(auth.completeSignIn(ANSWER)).rejects.toThrow();
      expect(manager.signinRedirect).not.toHaveBeenCalled();
      expect(auth.signedIn()).toBe(false);
    });

    it('forgets the tokens that came with an ID token for another client', async () => {
      await expect(signedInAs(userWith('t1', { aud: 'newsletter' }))).rejects.toThrow(
        CallbackRefused,
      );
      expect(manager.removeUser).toHaveBeenCalled();
      expect(auth.signedIn()).toBe(false);
    });

    it('shows the signed-out page of the same route after login_required, and clears the hint', async () => {
      hint.remember();
      manager.signinRedirectCallback.mockRejectedValue(
        new ErrorResponse({ error: 'login_required', userState: { returnTo: '/articles' } }),
      );
      await expect(auth.completeSignIn(ANSWER)).resolves.toBe('/articles');
      expect(auth.signedIn()).toBe(false);
      expect(auth.sessionEnded()).toBe(false);
      expect(hint.wasSignedIn()).toBe(false);
    });
  });

  describe('tokens', () => {
    it('are in no storage', async () => {
      await signedInAs(userWith('t1'));
      const stored = JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]);
      expect(stored).not.toMatch(/t1|refresh|alice/);
    });

    it('are renewed before they run out', async () => {
      await signedInAs(userWith('t1'));
      manager.signinSilent.mockResolvedValue(userWith('t2'));
      manager.events.addAccessTokenExpiring.mock.calls[0]?.[0]();
      await vi.waitFor(async () => expect(await tokens.accessToken()).toBe('t2'));
    });

    it('are renewed on use when the machine slept over their end', async () => {
      await signedInAs(userWith('t1', { endsIn: -1 }));
      manager.signinSilent.mockResolvedValue(userWith('t2'));
      await expect(tokens.accessToken()).resolves.toBe('t2');
    });

    it('are renewed once, however many requests wait (a refresh token is good once)', async () => {
      await signedInAs(userWith('t1'));
      manager.signinSilent.mockResolvedValue(userWith('t2'));
      const renewed = await Promise.all([tokens.renew(), tokens.renew(), tokens.renew()]);
      expect(renewed).toEqual(['t2', 't2', 't2']);
      expect(manager.signinSilent).toHaveBeenCalledTimes(1);
    });

    it('are not renewed by an iframe when there is no refresh token', async () => {
      await signedInAs(userWith('t1', { refreshToken: '' }));
      await expect(tokens.renew()).resolves.toBeNull();
      expect(manager.signinSilent).not.toHaveBeenCalled();
      expect(auth.sessionEnded()).toBe(true);
    });

    it('do not come back when another tab signed out while they were being renewed', async () => {
      await signedInAs(userWith('t1'));
      let answer: (user: User) => void = () => undefined;
      manager.signinSilent.mockReturnValue(new Promise<User>((resolve) => (answer = resolve)));
      const renewal = tokens.renew();
      await auth.endSession();
      answer(userWith('t2'));
      await expect(renewal).resolves.toBeNull();
      expect(auth.signedIn()).toBe(false);
    });

    it('are forgotten when Keycloak says that the session is over', async () => {
      await signedInAs(userWith('t1'));
      manager.signinSilent.mockRejectedValue(new ErrorResponse({ error: 'invalid_grant' }));
      await expect(tokens.renew()).resolves.toBeNull();
      expect(auth.signedIn()).toBe(false);
      expect(auth.sessionEnded()).toBe(true);
    });

    it('are forgotten when they would go on with another sign-in than this tab’s', async () => {
      await signedInAs(userWith('t1'));
      manager.signinSilent.mockRejectedValue(
        new Error('auth_time in id_token does not match original auth_time'),
      );
      await expect(tokens.renew()).resolves.toBeNull();
      expect(auth.sessionEnded()).toBe(true);
    });

    it('are kept when the network fails while renewing', async () => {
      await signedInAs(userWith('t1'));
      manager.signinSilent.mockRejectedValue(new TypeError('Failed to fetch'));
      await expect(tokens.renew()).resolves.toBeNull();
      expect(auth.signedIn()).toBe(true);
    });
  });

  describe('tokens bound to a key', () => {
    it('go with a proof for this method and address, and no query in it', async () => {
      await signedInAs(userWith('t1', { type: 'DPoP' }));
      manager.dpopProof.mockResolvedValue('proof');
      const url = new URL('http://localhost/api/articles?q=x#y');
      await expect(tokens.credentials('t1', 'GET', url)).resolves.toEqual({
        Authorization: 'DPoP t1',
        DPoP: 'proof',
      });
      expect(manager.dpopProof).toHaveBeenCalledWith(
        'http://localhost/api/articles',
        expect.anything(),
        'GET',
        undefined,
      );
    });

    it('are plain bearer tokens where the server did not bind them', async () => {
      await signedInAs(userWith('t1'));
      const url = new URL('http://localhost/api/articles');
      await expect(tokens.credentials('t1', 'GET', url)).resolves.toEqual({
        Authorization: 'Bearer t1',
      });
    });
  });

  describe('the account area', () => {
    const account = (user: User) => {
      accountManager.settings.stateStore.get.mockResolvedValue('{}');
      accountManager.signinRedirectCallback.mockResolvedValue(user);
      return auth.completeSignIn(ANSWER);
    };
    const now = () => Math.floor(Date.now() / 1000);

    it('has a sign-in of its own, asked for without a prompt where there is one', async () => {
      hint.remember();
      void auth.resume('/account/sessions');
      await vi.waitFor(() => expect(accountManager.signinRedirect).toHaveBeenCalledTimes(1));
      expect(manager.signinRedirect).not.toHaveBeenCalled();
    });

    it('keeps its tokens apart', async () => {
      await account(userWith('t-account', { authTime: now() }));
      expect(auth.signedInToAccount()).toBe(true);
      expect(auth.signedIn()).toBe(false);
      expect(auth.person()).toMatchObject({ username: 'alice' });
      await expect(tokens.accessToken()).resolves.toBeNull();
    });

    it('refuses a sign-in that is older than was asked for', async () => {
      const stale = userWith('t-account', { authTime: now() - 3600 });
      await expect(account(stale)).rejects.toThrow(CallbackRefused);
      expect(auth.signedInToAccount()).toBe(false);
    });

    it('stays signed in elsewhere when only this sign-in is too old', async () => {
      hint.remember();
      accountManager.settings.stateStore.get.mockResolvedValue('{}');
      accountManager.signinRedirectCallback.mockRejectedValue(
        new ErrorResponse({ error: 'login_required', userState: { returnTo: '/account' } }),
      );
      await expect(auth.completeSignIn(ANSWER)).resolves.toBe('/account');
      expect(hint.wasSignedIn()).toBe(true);
      await auth.resume('/account');
      expect(accountManager.signinRedirect).not.toHaveBeenCalled();
    });
  });

  describe('a newer sign-in that an API asks for', () => {
    it('is asked of Keycloak with the age that the API named', async () => {
      await signedInAs(userWith('t1'));
      TestBed.inject(StepUp).ask('articles', { maxAge: 60 });
      void auth.confirmIdentity('/articles/new');
      await vi.waitFor(() => expect(manager.signinRedirect).toHaveBeenCalledTimes(1));
      expect(manager.signinRedirect).toHaveBeenCalledWith(
        expect.objectContaining({
          max_age: 60,
          state: { returnTo: '/articles/new', person: 'alice-id' },
        }),
      );
    });

    it('is not asked for again and again', async () => {
      const stepUp = TestBed.inject(StepUp);
      manager.signinRedirect.mockRejectedValue(new Error('back again'));
      for (let round = 0; round < 5; round++) {
        stepUp.ask('articles', { maxAge: 60 });
        await auth.confirmIdentity('/articles/new').catch(() => undefined);
      }
      expect(manager.signinRedirect).toHaveBeenCalledTimes(2);
      expect(stepUp.hopeless()).toBe(true);
      stepUp.accepted();
      stepUp.ask('articles', { maxAge: 60 });
      expect(stepUp.hopeless()).toBe(false);
    });

    it('expects the same person back when the session has ended meanwhile', async () => {
      await signedInAs(userWith('t1'));
      await auth.endSession();
      void auth.signIn('/articles/new');
      await vi.waitFor(() => expect(manager.signinRedirect).toHaveBeenCalledTimes(1));
      expect(manager.signinRedirect).toHaveBeenCalledWith(
        expect.objectContaining({
          login_hint: 'alice',
          state: { returnTo: '/articles/new', person: 'alice-id' },
        }),
      );
    });

    it('tells when somebody else came back, and leads nobody to the work of another', async () => {
      manager.signinRedirectCallback.mockResolvedValue(userWith('t1', { person: 'bob-id' }));
      await expect(auth.completeSignIn(ANSWER)).rejects.toThrow(WrongPerson);
      expect(auth.person()).toMatchObject({ username: 'alice' });
      expect(manager.removeUser).not.toHaveBeenCalled();
    });
  });

  describe('sign-out', () => {
    it('leaves by redirect and clears the hint', async () => {
      await signedInAs(userWith('t1'));
      void auth.signOut();
      await vi.waitFor(() => expect(manager.signoutRedirect).toHaveBeenCalledTimes(1));
      expect(hint.wasSignedIn()).toBe(false);
    });

    it('stays signed in, and says so, when Keycloak cannot be reached', async () => {
      await signedInAs(userWith('t1'));
      manager.metadataService.getIssuer.mockRejectedValue(new Error('offline'));
      await expect(auth.signOut()).rejects.toThrow();
      expect(auth.signedIn()).toBe(true);
      expect(hint.wasSignedIn()).toBe(true);
    });

    it('with a new session to follow asks for it once, on the same route', async () => {
      await signedInAs(userWith('t1'));
      void auth.signOut('/articles/new');
      await vi.waitFor(() => expect(manager.signoutRedirect).toHaveBeenCalledTimes(1));
      void auth.resume('/');
      await vi.waitFor(() => expect(manager.signinRedirect).toHaveBeenCalledTimes(1));
      expect(manager.signinRedirect).toHaveBeenCalledWith(
        expect.objectContaining({ state: { returnTo: '/articles/new', person: 'alice-id' } }),
      );
      await auth.resume('/');
      expect(manager.signinRedirect).toHaveBeenCalledTimes(1);
    });

    it('of another tab ends the session here too', async () => {
      await signedInAs(userWith('t1'));
      window.dispatchEvent(
        new StorageEvent('storage', { key: 'keycloak-spa.was-signed-in', newValue: null }),
      );
      expect(auth.signedIn()).toBe(false);
      expect(auth.sessionEnded()).toBe(true);
    });
  });
});
