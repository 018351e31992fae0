import { carriedState, isCallback, returnRoute, routeFromOutside } from './return-route';

describe('returnRoute', () => {
  it.each(['/', '/articles', '/articles/1/edit?x=1#y', '/callbacks'])(
    'goes back to %s',
    (route) => {
      expect(returnRoute({ returnTo: route })).toBe(route);
    },
  );

  it.each([
    ['open redirect: another host', 'https://evil.example/'],
    ['open redirect: no scheme', '//evil.example/'],
    ['open redirect: backslash', '/\\evil.example/'],
    ['a script', 'javascript:alert(1)'],
    ['a loop through the callback', '/callback?code=1'],
    ['the callback itself', '/callback'],
    ['nothing', undefined],
    ['no text', 7],
  ])('goes to the start page for %s', (_, returnTo) => {
    expect(returnRoute({ returnTo })).toBe('/');
  });

  it.each([null, undefined, 'text'])('goes to the start page for the state %s', (state) => {
    expect(returnRoute(state)).toBe('/');
  });
});

describe('isCallback', () => {
  it.each(['/callback', '/callback?x=1', '/callback#x', '/callback/'])('knows %s', (route) => {
    expect(isCallback(route)).toBe(true);
  });
});

describe('routeFromOutside', () => {
  it.each(['/', '/articles', '/articles/1/edit?x=1#y', '/account', '/account/confirmation'])(
    'lands on %s',
    (route) => {
      expect(routeFromOutside(route)).toBe(route);
    },
  );

  it.each([
    ['open redirect: another host', 'https://evil.example/'],
    ['open redirect: no scheme', '//evil.example/'],
    ['open redirect: backslash', '/\\evil.example/'],
    ['open redirect: a backslash further on', '/articles\\..\\..'],
    ['open redirect: a tab that browsers drop', '/\t/evil.example/'],
    ['open redirect: a line break that browsers drop', '/\n/evil.example/'],
    ['open redirect: a leading blank', ' //evil.example/'],
    ['a script', 'javascript:alert(1)'],
    ['letters that look like others', '/\u0430rticles'],
    ['a planted token on another screen', '/account/reset#token=stolen'],
    ['a loop through a screen of a mail', '/account/confirm'],
    ['a loop through the callback', '/callback?code=1'],
    ['a relative path', 'articles'],
    ['nothing', undefined],
    ['no text', ['/articles']],
  ])('goes to the start page for %s', (_, route) => {
    expect(routeFromOutside(route)).toBe('/');
  });
});

describe('carriedState', () => {
  it('is the route', () => {
    expect(carriedState('/articles/7?x=1')).toBe('/articles/7?x=1');
  });

  it('is at most 512 bytes', () => {
    const longest = `/${'a'.repeat(511)}`;
    expect(carriedState(longest)).toBe(longest);
    expect(carriedState(`${longest}a`)).toBeUndefined();
  });

  it.each(['/', '/callback?code=1', '/account/reset', '//evil.example'])(
    'is nothing for %s',
    (route) => {
      expect(carriedState(route)).toBeUndefined();
    },
  );
});
