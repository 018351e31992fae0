import type { ArticleText } from './articles-api';

/** An article as it is being written here. */
export interface ArticleDraft {
  readonly text: ArticleText;
  /** The version that it changes; empty for a new article. */
  readonly etag: string;
  /** Names the request that makes a new article, so that repeating it makes no second one. */
  readonly key: string;
}

/** @returns null for anything but a draft: what a device kept may be of an older version of this app, or not of it at all */
export function asArticleDraft(value: unknown): ArticleDraft | null {
  const { text, etag, key } = record(value);
  const { title, content, status } = record(text);
  if (
    typeof title !== 'string' ||
    typeof content !== 'string' ||
    (status !== 'draft' && status !== 'published') ||
    typeof etag !== 'string' ||
    typeof key !== 'string'
  ) {
    return null;
  }
  return { text: { title, content, status }, etag, key };
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
