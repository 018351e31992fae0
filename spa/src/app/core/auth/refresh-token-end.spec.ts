import { refreshTokenEnd } from './refresh-token-end';

const jwt = (payload: unknown) => `h.${btoa(JSON.stringify(payload))}.s`;

describe('refreshTokenEnd', () => {
  it('reads the end', () => {
    expect(refreshTokenEnd(jwt({ exp: 1_800_000_000 }))).toBe(1_800_000_000);
  });

  it.each([
    ['no token', undefined],
    ['an opaque one', 'b3BhcXVl'],
    ['one that is no JSON', 'h.eA.s'],
    ['one without an end', jwt({ iat: 1 })],
    ['an end that is no time', jwt({ exp: 'soon' })],
  ])('is null for %s', (_, token) => {
    expect(refreshTokenEnd(token)).toBeNull();
  });
});
