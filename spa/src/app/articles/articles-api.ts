import { HttpClient, HttpHeaders, type HttpResponse } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import { type Observable, map } from 'rxjs';
import { AuthConfigStore } from '../core/auth/auth-config';

export type ArticleStatus = 'draft' | 'published';

/** A person is the pair of `iss` and `sub`; the name is for reading only. */
export interface ArticleAuthor {
  readonly iss: string;
  readonly sub: string;
  readonly name: string;
}

/** One line of a list. */
export interface ArticleSummary {
  readonly id: string;
  readonly title: string;
  readonly status: ArticleStatus;
  readonly author: ArticleAuthor;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface Article extends ArticleSummary {
  /** Markdown, as it was typed. */
  readonly content: string;
}

/** What a person writes; the rest is the server's. */
export interface ArticleText {
  readonly title: string;
  readonly content: string;
  readonly status: ArticleStatus;
}

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
    const params = {
      limit: PAGE_SIZE,
      ...(scope === 'mine' ? { author: 'me' } : {}),
      ...(words === '' ? {} : { q: words }),
      ...(cursor === null ? {} : { cursor }),
    };
    return this.http
      .get<{ items: readonly ArticleSummary[] }>(this.url, { params, observe: 'response' })
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
    const headers = new HttpHeaders({ 'Idempotency-Key': key });
    return this.http
      .post<Article>(this.url, text, { headers, observe: 'response' })
      .pipe(map(versioned));
  }

  update(id: string, text: ArticleText, etag: string): Observable<VersionedArticle> {
    return this.http
      .put<Article>(this.urlOf(id), text, { headers: ifMatch(etag), observe: 'response' })
      .pipe(map(versioned));
  }

  delete(id: string, etag: string): Observable<void> {
    return this.http.delete<undefined>(this.urlOf(id), { headers: ifMatch(etag) });
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

function ifMatch(etag: string): HttpHeaders {
  return new HttpHeaders({ 'If-Match': etag });
}

function versioned(response: HttpResponse<Article>): VersionedArticle {
  if (!response.body) {
    throw new Error('The answer has no article in it.');
  }
  return { article: response.body, etag: response.headers.get('ETag') ?? '' };
}
