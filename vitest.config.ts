import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    // Against what hangs; a slow machine is no fault.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 10_000 } },
    // Not the order of the files: a test that passes only after its neighbours is wrong. The seed is
    // fixed, so that a red run can be repeated; try others with --sequence.seed.
    sequence: { shuffle: { tests: true }, seed: 1795352253462 },
  },
});
