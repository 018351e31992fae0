import { toSafeHtml } from './markdown';

describe('toSafeHtml', () => {
  function rendered(text: string): HTMLElement {
    const element = document.createElement('div');
    element.innerHTML = toSafeHtml(text);
    return element;
  }

  it('knows headings, lists, links and emphasis', () => {
    const page = rendered('# One\n\n- **two**\n\n[three](https://example.org/ "t")');
    expect(page.querySelector('h2')?.textContent).toBe('One');
    expect(page.querySelector('li strong')?.textContent).toBe('two');
    expect(page.querySelector('a')?.getAttribute('href')).toBe('https://example.org/');
  });

  it('puts headings below the article’s own', () => {
    const page = rendered('# a\n\n###### b');
    expect(page.querySelector('h1')).toBeNull();
    expect(page.querySelector('h6')?.textContent).toBe('b');
  });

  it.each([
    ['a script', '<script>alert(1)</script>'],
    ['an event handler', '<img src=x onerror=alert(1)>'],
    ['a handler on an allowed tag', '<p onclick="alert(1)">x</p>'],
    ['a script as a link', '[x](javascript:alert(1))'],
    ['a script as a link, with a tab in it', '[x](java\tscript:alert(1))'],
    ['a script as a link, by an entity', '[x](&#106;avascript:alert(1))'],
    ['a data URL as a link', '[x](data:text/html,<script>alert(1)</script>)'],
    ['a link to another host that looks like a path', '[x](//evil.example/)'],
    ['a frame', '<iframe src="https://evil.example"></iframe>'],
    ['a form', '<form action="https://evil.example"><input name=password></form>'],
    ['a style', '<style>body{display:none}</style>'],
    ['a base', '<base href="https://evil.example/">'],
    ['a picture that tells who reads', '![x](https://evil.example/count.png)'],
    ['a drawing with a script', '<svg><script>alert(1)</script></svg>'],
    ['mathematics as a way out', '<math><mtext></mtext><mglyph><svg onload=alert(1)>'],
    ['a title that ends its attribute', '[x](https://a.example "\\" onmouseover=alert(1) ")'],
    ['a code block with markup', '```html\n<script>alert(1)</script>\n```'],
  ])('disarms %s', (_, text) => {
    const page = rendered(text);
    const active =
      'script, style, iframe, form, input, base, img, svg, math, object, embed, link, meta';
    expect(page.querySelectorAll(active)).toHaveLength(0);
    for (const element of page.querySelectorAll('*')) {
      for (const { name, value } of element.attributes) {
        expect(name).toMatch(/^(href|title|start|align)$/);
        if (name === 'href') {
          expect(value).toMatch(/^(https?:\/\/(?!evil)|mailto:|\/(?!\/)|#)/);
        }
      }
    }
  });

  it('shows HTML as it was typed', () => {
    expect(rendered('a <b>c</b>').textContent).toContain('<b>c</b>');
  });
});
