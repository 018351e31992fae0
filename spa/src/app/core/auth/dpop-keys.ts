import type { DPoPState } from 'oidc-client-ts';

/**
 * Holds the key that tokens are bound to (RFC 9449) in this page's memory: it cannot be taken out of the browser, and no
 * storage keeps it for a later script to use. It dies with the tokens that it belongs to.
 */
export class DpopKeys {
  private readonly states = new Map<string, DPoPState>();

  set(key: string, value: DPoPState): Promise<void> {
    this.states.set(key, value);
    return Promise.resolve();
  }

  get(key: string): Promise<DPoPState> {
    // The library's type knows no absent key, its code does.
    return Promise.resolve(this.states.get(key)) as Promise<DPoPState>;
  }

  remove(key: string): Promise<DPoPState> {
    const removed = this.get(key);
    this.states.delete(key);
    return removed;
  }

  getAllKeys(): Promise<string[]> {
    return Promise.resolve([...this.states.keys()]);
  }
}
