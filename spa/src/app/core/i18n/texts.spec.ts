import { TestBed } from '@angular/core/testing';
import { de } from './de';
import { en } from './en';
import { Texts } from './texts';

describe('Texts', () => {
  let languages: readonly string[] = [];

  beforeEach(() => {
    localStorage.clear();
    vi.spyOn(navigator, 'languages', 'get').mockImplementation(() => languages);
  });

  it.each([
    [['de-AT', 'en'], 'de'],
    [['fr', 'de'], 'de'],
    [['fr'], 'en'],
    [['EN-gb', 'de'], 'en'],
  ])('speaks the first language of %j that it knows', async (wished, expected) => {
    languages = wished;
    const texts = TestBed.inject(Texts);
    await texts.start();
    expect(texts.language()).toBe(expected);
    expect(document.documentElement.lang).toBe(expected);
  });

  it('keeps the language that somebody chose', async () => {
    languages = ['en'];
    await TestBed.inject(Texts).choose('de');
    expect(TestBed.inject(Texts).t().shell.signOut).toBe('Abmelden');
    TestBed.resetTestingModule();
    const later = TestBed.inject(Texts);
    await later.start();
    expect(later.language()).toBe('de');
  });

  it('has German words for everything that is not the same in both languages', () => {
    const german = flat(de);
    const same = Object.entries(flat(en)).filter(([key, text]) => german[key] === text);
    expect(same.map(([key]) => key).sort()).toEqual(['.editor.text', '.product']);
  });

  it('has words in German for each key that is looked up by name', () => {
    expect(Object.keys(de.titles)).toEqual(Object.keys(en.titles));
    expect(Object.keys(de.problems.codes)).toEqual(Object.keys(en.problems.codes));
  });

  it('shows a time that is none as it came', () => {
    expect(TestBed.inject(Texts).date('soon')).toBe('soon');
  });

  function flat(node: unknown, path = ''): Record<string, unknown> {
    if (typeof node !== 'object' || node === null) {
      return { [path]: typeof node === 'function' ? String(node) : node };
    }
    const parts = Object.entries(node).map(([key, child]) => flat(child, `${path}.${key}`));
    return Object.fromEntries(parts.flatMap((part) => Object.entries(part)));
  }
});
