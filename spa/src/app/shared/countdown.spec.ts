import { Countdown } from './countdown';

describe('Countdown', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('reaches zero when the time is over, and stays there', () => {
    const countdown = new Countdown();
    countdown.start(3);
    expect(countdown.left()).toBe(3);
    vi.advanceTimersByTime(1100);
    expect(countdown.left()).toBe(2);
    vi.advanceTimersByTime(5000);
    expect(countdown.left()).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('begins anew when it is started again', () => {
    const countdown = new Countdown();
    countdown.start(3);
    countdown.start(9);
    vi.advanceTimersByTime(3000);
    expect(countdown.left()).toBe(6);
  });

  it('catches up after the page slept', () => {
    const countdown = new Countdown();
    countdown.start(60);
    vi.setSystemTime(Date.now() + 59_000);
    vi.advanceTimersByTime(250);
    expect(countdown.left()).toBe(1);
  });
});
