import DOMPurify from 'dompurify';
import { Marked } from 'marked';

/** What Markdown can say and nothing more: no pictures from other hosts, no forms, no styles, no scripts. */
const TAGS = [
  'a',
  'blockquote',
  'br',
  'code',
  'del',
  'em',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'hr',
  'li',
  'ol',
  'p',
  'pre',
  'strong',
  'table',
  'tbody',
  'td',
  'th',
  'thead',
  'tr',
  'ul',
];

const markdown = new Marked({
  gfm: true,
  // A heading in the text is below the article's own.
  walkTokens: (token) => {
    if (token.type === 'heading') {
      token.depth = Math.min(Number(token.depth) + 1, 6);
    }
  },
  renderer: {
    // HTML in the text is text: it is shown as it was typed.
    html: ({ text }) => escaped(text),
    // The policy of the page loads no picture from elsewhere; its words are there in its place.
    image: ({ text }) => escaped(text),
  },
});

/**
 * Makes HTML of what somebody else typed. Safe twice over: Markdown knows no tags here, and DOMPurify takes out the rest.
 *
 * @returns in browsers with Trusted Types a value of theirs, which TypeScript's own DOM types take for a string
 */
export function toSafeHtml(text: string): string {
  const html = markdown.parse(text, { async: false });
  const safe = DOMPurify.sanitize(html, {
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: ['href', 'title', 'start', 'align'],
    ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|\/(?!\/)|#)/i,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_TRUSTED_TYPE: true,
  });
  return safe as unknown as string;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
