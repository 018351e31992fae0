// Milliseconds. A machine that is busy with the whole build takes long to load a screen for the first time.
vi.setConfig({ testTimeout: 30_000 });
