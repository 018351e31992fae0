import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { AuthService } from './auth-service';
import { SessionEnd } from './session-end';

describe('SessionEnd', () => {
  const endsAt = signal<number | null>(null);
  const renew = vi.fn();
  let end: SessionEnd;
  const seconds = () => Date.now() / 1000;

  beforeEach(() => {
    vi.useFakeTimers();
    endsAt.set(null);
    renew.mockReset().mockResolvedValue(undefined);
    TestBed.configureTestingModule({
      providers: [{ provide: AuthService, useValue: { endsAt, renew } }],
    });
    end = TestBed.inject(SessionEnd);
  });

  afterEach(() => void vi.useRealTimers());

  async function passes(time: number): Promise<void> {
    TestBed.tick();
    await vi.advanceTimersByTimeAsync(time * 1000);
    TestBed.tick();
    await vi.advanceTimersByTimeAsync(0);
  }

  it('tells five minutes before, once a renewal has not prolonged it', async () => {
    endsAt.set(seconds() + 1000);
    await passes(600);
    expect(end.soon()).toBeNull();
    await passes(101);
    expect(renew).toHaveBeenCalledTimes(1);
    expect(end.soon()).toBe(endsAt());
  });

  it('says nothing when a renewal prolonged it', async () => {
    renew.mockImplementation(() => {
      endsAt.set(seconds() + 7200);
      return Promise.resolve();
    });
    endsAt.set(seconds() + 400);
    await passes(101);
    expect(renew).toHaveBeenCalledTimes(1);
    expect(end.soon()).toBeNull();
  });

  it('does not renew again and again when each new token ends a little differently', async () => {
    renew.mockImplementation(() => {
      endsAt.update((at) => (at ?? 0) + 1);
      return Promise.resolve();
    });
    endsAt.set(seconds() + 200);
    await passes(5);
    await passes(5);
    expect(renew.mock.calls.length).toBeLessThan(3);
    expect(end.soon()).not.toBeNull();
  });

  it('says nothing where nobody knows the end', async () => {
    await passes(10_000);
    expect(end.soon()).toBeNull();
    expect(renew).not.toHaveBeenCalled();
  });
});
