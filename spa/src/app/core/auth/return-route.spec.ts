import { isCallback, returnRoute } from './return-route';

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
