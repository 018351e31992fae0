import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    fileParallelism: false,
    include: ['usage/*.spec.mjs'],
    testTimeout: 300_000,
    hookTimeout: 120_000,
  },
});
