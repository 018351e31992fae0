import { provideLocationMocks } from '@angular/common/testing';
import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router, provideRouter } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { signedIn, signedOut } from './auth-guard';
import { AuthService } from './auth-service';

@Component({ selector: 'app-articles', template: 'secret articles' })
class Articles {}

@Component({ selector: 'app-please-sign-in', template: 'please sign in' })
class PleaseSignIn {}

describe('signedIn, signedOut', () => {
  const someone = signal(false);
  const signIn = vi.fn();
  const resume = vi.fn();

  beforeEach(() => {
    someone.set(false);
    resume.mockReset();
    TestBed.configureTestingModule({
      providers: [
        provideRouter([
          { path: 'articles', canMatch: [signedIn], component: Articles },
          { path: 'articles', canMatch: [signedOut], component: PleaseSignIn },
        ]),
        provideLocationMocks(),
        { provide: AuthService, useValue: { signedIn: someone, signIn, resume } },
      ],
    });
  });

  it('ask signed-out people to sign in, at the same address and without leaving', async () => {
    const harness = await RouterTestingHarness.create('/articles');
    expect(harness.routeNativeElement?.textContent).toBe('please sign in');
    expect(TestBed.inject(Router).url).toBe('/articles');
    expect(signIn).not.toHaveBeenCalled();
  });

  it('try without a prompt first, as the other area may have signed somebody in', async () => {
    resume.mockImplementation(() => {
      someone.set(true);
      return Promise.resolve();
    });
    const harness = await RouterTestingHarness.create('/articles?x=1');
    expect(resume).toHaveBeenCalledWith('/articles?x=1');
    expect(harness.routeNativeElement?.textContent).toBe('secret articles');
  });

  it('let signed-in people pass', async () => {
    someone.set(true);
    const harness = await RouterTestingHarness.create('/articles');
    expect(harness.routeNativeElement?.textContent).toBe('secret articles');
  });

  it('take the articles away when the session ends', async () => {
    someone.set(true);
    const harness = await RouterTestingHarness.create('/articles');
    someone.set(false);
    await TestBed.inject(Router).navigateByUrl('/articles', { onSameUrlNavigation: 'reload' });
    expect(harness.routeNativeElement?.textContent).toBe('please sign in');
  });
});
