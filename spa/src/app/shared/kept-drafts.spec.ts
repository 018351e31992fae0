import { TestBed } from '@angular/core/testing';
import { KeptDrafts } from './kept-drafts';

describe('KeptDrafts', () => {
  beforeEach(() => localStorage.clear());

  it('gives each person their own', () => {
    const drafts = TestBed.inject(KeptDrafts);
    drafts.keep('alice', 'new', { title: 'A' });
    expect(drafts.read('alice', 'new')?.value).toEqual({ title: 'A' });
    expect(drafts.read('bob', 'new')).toBeNull();
    drafts.forget('alice', 'new');
    expect(drafts.read('alice', 'new')).toBeNull();
  });

  it('forgets what nobody misses any more, and what it cannot read', () => {
    localStorage.setItem(
      'keycloak-spa.draft.alice.old',
      JSON.stringify({ at: '2020-01-01T00:00:00Z', value: 1 }),
    );
    localStorage.setItem('keycloak-spa.draft.alice.odd', '{');
    localStorage.setItem('unrelated', 'x');
    TestBed.inject(KeptDrafts);
    expect(Object.keys(localStorage)).toEqual(['unrelated']);
  });

  it('lets people write on when the device has no room left', () => {
    const drafts = TestBed.inject(KeptDrafts);
    const full = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    expect(() => drafts.keep('alice', 'new', 'x')).not.toThrow();
    full.mockRestore();
  });
});
