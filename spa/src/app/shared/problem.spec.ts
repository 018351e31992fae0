import { HttpErrorResponse, HttpHeaders } from '@angular/common/http';
import { toProblem } from './problem';

function answer(status: number, error: unknown, type = 'application/problem+json') {
  return new HttpErrorResponse({
    status,
    error,
    headers: new HttpHeaders({ 'Content-Type': type }),
  });
}

describe('toProblem', () => {
  it('reads a problem with its fields', () => {
    const body = {
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      detail: 'The request body breaks the rules listed in errors.',
      code: 'validation_failed',
      errors: [{ pointer: '/title', code: 'too_long', detail: 'Is too long.' }],
    };
    expect(toProblem(answer(400, body, 'application/problem+json;charset=utf-8'))).toEqual({
      title: 'Bad Request',
      status: 400,
      detail: body.detail,
      code: 'validation_failed',
      errors: body.errors,
    });
  });

  it('takes the status of the answer, not the one somebody wrote into it', () => {
    expect(toProblem(answer(500, { status: 200, title: 'Fine' })).status).toBe(500);
  });

  it.each([
    ['a page of a proxy', answer(502, '<html>Bad Gateway</html>', 'text/html')],
    ['JSON that is no problem', answer(502, { title: 'Not ours' }, 'application/json')],
    ['an empty body', answer(502, null)],
    ['a list', answer(502, ['x'])],
    ['members of wrong types', answer(502, { title: 7, code: {}, errors: 'none' })],
  ])('says what it can about %s', (_, response) => {
    expect(toProblem(response)).toEqual({
      title: 'The server answered 502',
      status: 502,
      code: 'unexpected',
      errors: [],
    });
  });

  it.each([
    ['40', 40],
    ['Fri, 31 Dec 2027 23:59:59 GMT', undefined],
    ['-1', undefined],
    ['1e9', undefined],
  ])('reads Retry-After: %s', (header, seconds) => {
    const response = new HttpErrorResponse({
      status: 429,
      headers: new HttpHeaders({ 'Retry-After': header }),
    });
    expect(toProblem(response).retryAfter).toBe(seconds);
  });

  it('leaves out field errors that name no field', () => {
    const errors = [null, 'x', { code: 'y' }, { pointer: '/title' }];
    expect(toProblem(answer(400, { errors })).errors).toEqual([
      { pointer: '/title', code: 'invalid', detail: 'invalid' },
    ]);
  });

  it('tells a missing connection from an answer', () => {
    expect(toProblem(new HttpErrorResponse({ status: 0 })).code).toBe('unreachable');
  });

  it('does not show what is no answer at all', () => {
    expect(toProblem(new Error('internals'))).toMatchObject({ code: 'unexpected', status: 0 });
  });
});
