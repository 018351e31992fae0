import { HttpClient, HttpHeaders, type HttpResponse } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import { type Observable, map } from 'rxjs';
import { AuthConfigStore } from '../core/auth/auth-config';
import type { components, paths } from './openapi';

/** What the document of the API describes; the build makes these types from it, so that a change there is seen here. */
type All = paths['/api/articles'];
type One = paths['/api/articles/{id}'];
type Schemas = components['schemas'];

/** The document marks no member of an answer as required; the API sends each of them. */
type Sent<T> = T extends object ? { readonly [K in keyof T]-?: Sent<T[K]> } : T;

/** One line of a list. A person is the pair of `iss` and `sub`; the name is for reading only. */
export type ArticleSummary = Sent<Schemas['ArticleSummary']>;

/** With the content: Markdown, as it was typed. */
export type Article = Sent<One['get']['responses'][200]['content']['application/json']>;

/** What a person writes; the rest is the server's. */
export type ArticleText = Readonly<
  (All['post'] | One['put'])['requestBody']['content']['application/json']
>;

export type ArticleStatus = ArticleText['status'];

/** An article with the version that a change of it must name (RFC 9110 section 13.1.1). */
export interface VersionedArticle {
  readonly article: Article;
  readonly etag: string;
}

export interface ArticlePage {
  readonly items: readonly ArticleSummary[];
  /** Where the next page begins; null on the last one. */
  readonly nextCursor: string | null;
}

/** `all`: published ones of everybody. `mine`: the caller's own, drafts too. */
export type ArticleScope = 'all' | 'mine';

export interface ListQuery {
  /** Words that must occur; all articles without. */
  readonly words?: string;
  /** Where the page begins; null for the first. */
  readonly cursor?: string | null;
}

const PAGE_SIZE = 20;

@Injectable({ providedIn: 'root' })
export class ArticlesApi {
  private readonly http = inject(HttpClient);
  private readonly url = `${inject(AuthConfigStore).value.apiUrl.href.replace(/\/*$/, '')}/articles`;

  list(
    scope: ArticleScope,
    { words = '', cursor = null }: ListQuery = {},
  ): Observable<ArticlePage> {
    const params: NonNullable<All['get']['parameters']['query']> = {
      limit: PAGE_SIZE,
      ...(scope === 'mine' ? { author: 'me' } : {}),
      ...(words === '' ? {} : { q: words }),
      ...(cursor === null ? {} : { cursor }),
    };
    return this.http
      .get<Sent<Schemas['ArticleList']>>(this.url, { params: { ...params }, observe: 'response' })
      .pipe(
        map((response) => ({
          items: response.body?.items ?? [],
          nextCursor: cursorOfNextPage(response.headers.get('Link'), this.url),
        })),
      );
  }

  read(id: string): Observable<VersionedArticle> {
    return this.http.get<Article>(this.urlOf(id), { observe: 'response' }).pipe(map(versioned));
  }

  /** @param key of one's own choice: repeated with it, the request makes no second article */
  create(text: ArticleText, key: string): Observable<VersionedArticle> {
    const headers = fields<All['post']>({ 'Idempotency-Key': key });
    return this.http
      .post<Article>(this.url, text, { headers, observe: 'response' })
      .pipe(map(versioned));
  }

  update(id: string, text: ArticleText, etag: string): Observable<VersionedArticle> {
    return this.http
      .put<Article>(this.urlOf(id), text, {
        headers: fields<One['put']>({ 'If-Match': etag }),
        observe: 'response',
      })
      .pipe(map(versioned));
  }

  delete(id: string, etag: string): Observable<void> {
    return this.http.delete<undefined>(this.urlOf(id), {
      headers: fields<One['delete']>({ 'If-Match': etag }),
    });
  }

  private urlOf(id: string): string {
    return `${this.url}/${encodeURIComponent(id)}`;
  }
}

/** The `cursor` of `Link: <…>; rel="next"` (RFC 8288). The rest of the link is not followed, wherever it leads. */
export function cursorOfNextPage(link: string | null, base: string): string | null {
  for (const [, target, parameters] of (link ?? '').matchAll(/<([^>]*)>([^,<]*)/g)) {
    if (/;\s*rel="?next"?\s*(;|$)/i.test(parameters ?? '') && URL.canParse(target ?? '', base)) {
      return new URL(target ?? '', base).searchParams.get('cursor');
    }
  }
  return null;
}

/** Header fields that the document knows for a request. */
function fields<T extends { parameters: { header?: object } }>(
  values: Required<NonNullable<T['parameters']['header']>>,
): HttpHeaders {
  return new HttpHeaders(values as Record<string, string>);
}

function versioned(response: HttpResponse<Article>): VersionedArticle {
  if (!response.body) {
    throw new Error('The answer has no article in it.');
  }
  return { article: response.body, etag: response.headers.get('ETag') ?? '' };
}
