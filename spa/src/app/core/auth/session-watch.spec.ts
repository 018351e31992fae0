import { TestBed } from '@angular/core/testing';
import type { UserManager } from 'oidc-client-ts';
import { Area } from './area';
import { AuthService } from './auth-service';
import { SessionWatch } from './session-watch';
import type { Tokens } from './tokens';

describe('SessionWatch', () => {
  let look: ReturnType<typeof vi.fn>;

  beforeEach(() => {
    // A new one each time: the listeners of earlier tests stay.
    look = vi.fn(() => new Promise<void>(() => undefined));
    TestBed.configureTestingModule({ providers: [{ provide: AuthService, useValue: { look } }] });
    TestBed.inject(SessionWatch).begin();
  });

  it('asks once when somebody comes back to the tab, whose events come in pairs', () => {
    document.dispatchEvent(new Event('visibilitychange'));
    window.dispatchEvent(new Event('focus'));
    expect(look).toHaveBeenCalledTimes(1);
  });

  it('asks again the next time, also after a failure', async () => {
    look.mockRejectedValueOnce(new Error('no network'));
    window.dispatchEvent(new Event('focus'));
    await vi.waitFor(() => {
      window.dispatchEvent(new Event('focus'));
      expect(look).toHaveBeenCalledTimes(2);
    });
  });

  it('asks nothing when the tab is left', () => {
    const state = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    document.dispatchEvent(new Event('visibilitychange'));
    expect(look).not.toHaveBeenCalled();
    state.mockRestore();
  });
});

describe('A look at the session', () => {
  const ENDPOINT = 'https://auth.example.org/userinfo';
  const renew = vi.fn();
  const credentials = vi.fn().mockResolvedValue({ Authorization: 'DPoP t1', DPoP: 'proof' });
  const accessToken = vi.fn();

  function area(): Area {
    const manager = {
      metadataService: { getUserInfoEndpoint: () => Promise.resolve(ENDPOINT) },
      events: { addAccessTokenExpiring: vi.fn() },
    } as unknown as UserManager;
    const made = new Area(manager, 'https://auth.example.org', window);
    Object.assign(made.tokens, { renew, credentials, accessToken } satisfies Partial<
      Record<keyof Tokens, unknown>
    >);
    return made;
  }

  function answers(status: number) {
    return vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response(null, { status }));
  }

  beforeEach(() => {
    renew.mockReset();
    accessToken.mockReset().mockResolvedValue('t1');
  });

  afterEach(() => vi.restoreAllMocks());

  it('shows the token to Keycloak, with the proof for this very request', async () => {
    const fetched = answers(200);
    await area().look();
    expect(credentials).toHaveBeenCalledWith('t1', 'GET', new URL(ENDPOINT));
    expect(fetched).toHaveBeenCalledWith(new URL(ENDPOINT), {
      headers: { Authorization: 'DPoP t1', DPoP: 'proof' },
    });
    expect(renew).not.toHaveBeenCalled();
  });

  it('renews what is refused: only a refused renewal is the end', async () => {
    answers(401);
    await area().look();
    expect(renew).toHaveBeenCalledTimes(1);
  });

  it('lets a server that is unwell be', async () => {
    answers(503);
    await area().look();
    expect(renew).not.toHaveBeenCalled();
  });

  it('asks nothing where the token is gone', async () => {
    accessToken.mockResolvedValue(null);
    const fetched = answers(200);
    await area().look();
    expect(fetched).not.toHaveBeenCalled();
  });
});
