import { HttpErrorResponse, HttpHeaders } from '@angular/common/http';
import { challengeOf } from './challenge';

const refusal = (status: number, header?: string, error: unknown = null) =>
  new HttpErrorResponse({
    status,
    error,
    headers: new HttpHeaders(header === undefined ? {} : { 'WWW-Authenticate': header }),
  });

describe('challengeOf', () => {
  it.each([
    ['Bearer error="insufficient_user_authentication", max_age=300', { maxAge: 300 }],
    ['Bearer error="insufficient_user_authentication",max_age="5"', { maxAge: 5 }],
    ['DPoP error=insufficient_user_authentication, acr_values="gold"', { acrValues: 'gold' }],
    ['Bearer error="insufficient_user_authentication", max_age=soon', {}],
  ])('reads %s', (header, expected) => {
    expect(challengeOf(refusal(401, header))).toEqual(expected);
  });

  it('reads the problem where another origin does not expose the header', () => {
    const problem = { code: 'insufficient_user_authentication', max_age: 300 };
    expect(challengeOf(refusal(401, undefined, problem))).toEqual({ maxAge: 300 });
  });

  it.each([
    ['a token that is just bad', refusal(401, 'Bearer error="invalid_token"')],
    ['a 403', refusal(403, 'Bearer error="insufficient_user_authentication"')],
    ['no header', refusal(401)],
    [
      'the words elsewhere in the header',
      refusal(401, 'Bearer x_error="insufficient_user_authentication"'),
    ],
    ['anything else', new Error('insufficient_user_authentication')],
  ])('is null for %s', (_, error) => {
    expect(challengeOf(error)).toBeNull();
  });
});
