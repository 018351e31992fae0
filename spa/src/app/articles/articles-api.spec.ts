import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { firstValueFrom } from 'rxjs';
import { AuthConfigStore } from '../core/auth/auth-config';
import { type Article, ArticlesApi, cursorOfNextPage } from './articles-api';

const URL_OF_ALL = 'https://blog.example.org/api/articles';
const ARTICLE: Article = {
  id: '0199b2c4-0000-7000-8000-000000000001',
  title: 'The first frost',
  content: 'It came overnight.',
  status: 'draft',
  author: { iss: 'https://auth.example.org/realms/blog', sub: 'alice-id', name: 'Alice Author' },
  createdAt: '2026-11-21T06:00:00Z',
  updatedAt: '2026-11-21T06:00:00Z',
};
const TEXT = { title: ARTICLE.title, content: ARTICLE.content, status: ARTICLE.status };

describe('ArticlesApi', () => {
  let api: ArticlesApi;
  let backend: HttpTestingController;

  beforeEach(() => {
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        {
          provide: AuthConfigStore,
          useValue: { value: { apiUrl: new URL('https://blog.example.org/api') } },
        },
      ],
    });
    api = TestBed.inject(ArticlesApi);
    backend = TestBed.inject(HttpTestingController);
  });

  afterEach(() => backend.verify());

  it('lists published articles of everybody', async () => {
    const page = firstValueFrom(api.list('all'));
    backend.expectOne(`${URL_OF_ALL}?limit=20`).flush({ items: [ARTICLE] });
    await expect(page).resolves.toEqual({ items: [ARTICLE], nextCursor: null });
  });

  it('lists own articles page by page', async () => {
    const page = firstValueFrom(api.list('mine', { cursor: 'a b', words: 'c & d' }));
    backend
      .expectOne(
        (request) =>
          request.urlWithParams === `${URL_OF_ALL}?limit=20&author=me&q=c%20%26%20d&cursor=a%20b`,
      )
      .flush(
        { items: [] },
        { headers: { Link: '</api/articles?author=me&limit=20&cursor=c2>; rel="next"' } },
      );
    await expect(page).resolves.toEqual({ items: [], nextCursor: 'c2' });
  });

  it('reads an article with its version', async () => {
    const read = firstValueFrom(api.read(ARTICLE.id));
    backend.expectOne(`${URL_OF_ALL}/${ARTICLE.id}`).flush(ARTICLE, { headers: { ETag: '"3"' } });
    await expect(read).resolves.toEqual({ article: ARTICLE, etag: '"3"' });
  });

  it('keeps an id from the address bar within its path segment (path traversal)', () => {
    api.read('../../admin?x=1').subscribe();
    backend.expectOne(`${URL_OF_ALL}/..%2F..%2Fadmin%3Fx%3D1`);
  });

  it('creates', async () => {
    const created = firstValueFrom(api.create(TEXT, 'k-1'));
    const sent = backend.expectOne(URL_OF_ALL);
    expect(sent.request.method).toBe('POST');
    expect(sent.request.body).toEqual(TEXT);
    expect(sent.request.headers.get('Idempotency-Key')).toBe('k-1');
    sent.flush(ARTICLE, { status: 201, statusText: 'Created', headers: { ETag: '"0"' } });
    await expect(created).resolves.toEqual({ article: ARTICLE, etag: '"0"' });
  });

  it('names the version that a change replaces', () => {
    api.update(ARTICLE.id, TEXT, '"3"').subscribe();
    const { request } = backend.expectOne(`${URL_OF_ALL}/${ARTICLE.id}`);
    expect(request.method).toBe('PUT');
    expect(request.headers.get('If-Match')).toBe('"3"');
  });

  it('names the version that is deleted', () => {
    api.delete(ARTICLE.id, '"3"').subscribe();
    const { request } = backend.expectOne(`${URL_OF_ALL}/${ARTICLE.id}`);
    expect(request.method).toBe('DELETE');
    expect(request.headers.get('If-Match')).toBe('"3"');
  });
});

describe('cursorOfNextPage', () => {
  it.each([
    ['</api/articles?cursor=c2>; rel="next"', 'c2'],
    ['</api/articles?cursor=c2>; rel=next', 'c2'],
    ['</api/articles?cursor=c1>; rel="prev", </api/articles?cursor=c2>; rel="next"', 'c2'],
    ['<https://evil.example/?cursor=c2>; rel="next"', 'c2'],
    ['</api/articles>; rel="next"', null],
    ['</api/articles?cursor=c1>; rel="prev"', null],
    ['nonsense', null],
    [null, null],
  ])('finds in %s: %s', (link, cursor) => {
    expect(cursorOfNextPage(link, URL_OF_ALL)).toBe(cursor);
  });
});
