import { Location } from '@angular/common';
import { provideLocationMocks } from '@angular/common/testing';
import { TestBed } from '@angular/core/testing';
import { AppStart } from './app-start';
import { AuthConfigStore } from './auth-config';
import { AuthService } from './auth-service';
import { MailedLinks } from './mailed-links';

describe('AppStart', () => {
  const load = vi.fn();
  const resume = vi.fn();
  let location: Location;

  beforeEach(() => {
    load.mockReset().mockResolvedValue(undefined);
    resume.mockReset().mockResolvedValue(undefined);
    TestBed.configureTestingModule({
      providers: [
        provideLocationMocks(),
        { provide: AuthConfigStore, useValue: { load } },
        { provide: AuthService, useValue: { resume } },
      ],
    });
    location = TestBed.inject(Location);
  });

  it('signs in again on the route of a reload', async () => {
    location.go('/articles/7#x');
    await TestBed.inject(AppStart).run();
    expect(resume).toHaveBeenCalledWith('/articles/7#x');
  });

  it('takes the secret of a mailed link out of the address before anything else', () => {
    location.go('/account/reset#token=secret');
    load.mockReturnValue(new Promise<void>(() => undefined));
    void TestBed.inject(AppStart).run();
    expect(location.path(true)).toBe('/account/reset');
  });

  it('does not leave with a mailed link, which would be lost or carried along', async () => {
    location.go('/account/reset#token=secret');
    await TestBed.inject(AppStart).run();
    expect(resume).not.toHaveBeenCalled();
    expect(TestBed.inject(MailedLinks).of('reset')?.token).toBe('secret');
  });

  it('says why there is no application', async () => {
    load.mockRejectedValue(new Error('The server answered 502 for /config.json.'));
    await TestBed.inject(AppStart).run();
    expect(TestBed.inject(AppStart).failure()).toContain('502');
    expect(resume).not.toHaveBeenCalled();
  });
});
