import { Location } from '@angular/common';
import { provideLocationMocks } from '@angular/common/testing';
import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router, provideRouter } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { MailedLinks, readMailedLink, takesMailedLink } from './mailed-links';

describe('readMailedLink', () => {
  it('reads token and state from the fragment', () => {
    expect(
      readMailedLink('/account/confirm#token=a.b-c_d&state=%2Farticles%2F7%3Fx%3D1%26y'),
    ).toEqual({
      view: 'confirm',
      token: 'a.b-c_d',
      state: '/articles/7?x=1&y',
    });
  });

  it('reads the query where the client is set so', () => {
    expect(readMailedLink('/account/reset?token=t')).toEqual({ view: 'reset', token: 't' });
  });

  it('prefers the fragment, and mixes nothing', () => {
    expect(readMailedLink('/account/reset?token=planted&state=/x#token=t')).toEqual({
      view: 'reset',
      token: 't',
    });
  });

  it.each([
    ['/account/confirm#status=already_confirmed', { view: 'confirm', status: 'already_confirmed' }],
    ['/account/email#status=done', { view: 'email', status: 'done' }],
    ['/account/action/#token=t', { view: 'action', token: 't' }],
    [
      '/account/error#error=expired_link&state=%2F',
      { view: 'error', error: 'expired_link', state: '/' },
    ],
  ])('reads %s', (address, link) => {
    expect(readMailedLink(address)).toEqual(link);
  });

  it.each([
    '/account/confirm',
    '/account/confirm?utm=x#top',
    '/account/confirmation#token=t',
    '/account/forgot#token=t',
    '/articles#token=t',
    '/callback?state=s&code=c',
    '/x/account/confirm#token=t',
    '/account/confirm/..#token=t',
  ])('finds nothing in %s', (address) => {
    expect(readMailedLink(address)).toBeNull();
  });

  it.each(['token', 'state', 'status', 'error'])(
    'takes no side when %s is there twice (parameter pollution)',
    (name) => {
      expect(readMailedLink(`/account/reset#token=t&${name}=a&${name}=b`)).toEqual({
        view: 'reset',
        error: 'invalid_link',
      });
    },
  );

  it('holds on to no empty member', () => {
    expect(readMailedLink('/account/reset#token=&state=')).toEqual({ view: 'reset' });
  });
});

@Component({ selector: 'app-landing', template: 'landed' })
class Landing {}

describe('MailedLinks', () => {
  let links: MailedLinks;
  let location: Location;

  beforeEach(() => {
    TestBed.configureTestingModule({
      providers: [
        provideRouter([
          {
            path: 'account/reset',
            component: Landing,
            canActivate: [takesMailedLink],
            runGuardsAndResolvers: 'always',
          },
        ]),
        provideLocationMocks(),
      ],
    });
    links = TestBed.inject(MailedLinks);
    location = TestBed.inject(Location);
  });

  it('take the link out of the address, and keep it for its screen', () => {
    location.go('/account/reset#token=secret');
    expect(links.take()).toBe(true);
    expect(location.path(true)).toBe('/account/reset');
    expect(links.of('reset')?.token).toBe('secret');
    expect(links.of('confirm')).toBeNull();
  });

  it('leave other addresses alone', () => {
    location.go('/articles?x=1#token=t');
    expect(links.take()).toBe(false);
    expect(location.path(true)).toBe('/articles?x=1#token=t');
  });

  it('put nothing into a storage', () => {
    location.go('/account/reset#token=secret&state=%2Farticles');
    links.take();
    expect(
      JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
    ).not.toContain('secret');
  });

  it('forget', () => {
    location.go('/account/reset#token=secret');
    links.take();
    links.forget();
    expect(links.of('reset')).toBeNull();
  });

  it('take a link that is opened in the running page, which the router forgets too', async () => {
    const harness = await RouterTestingHarness.create('/account/reset');
    location.go('/account/reset#token=secret');
    await harness.navigateByUrl('/account/reset#token=secret');
    expect(harness.routeNativeElement?.textContent).toBe('landed');
    expect(TestBed.inject(Router).url).toBe('/account/reset');
    expect(location.path(true)).toBe('/account/reset');
    expect(links.of('reset')?.token).toBe('secret');
  });
});
