import type { RouterTestingHarness } from '@angular/router/testing';

// The client of the JSON API reads and writes bodies as streams, which takes some turns of the event loop.
const TURNS = 5;

/** Waits until what was done has come as far as it can: to a request that is sent, or to what the page shows. */
export async function settle(harness?: RouterTestingHarness): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) {
    await new Promise((resolve) => setTimeout(resolve));
  }
  await harness?.fixture.whenStable();
}
