import { availableParallelism } from 'node:os';

/** Jest in ESM mode: middy is ESM only. Types are checked by tsc, so swc only strips them. */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2024' },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  testSequencer: './scripts/lib/slowest-first.mjs',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/.build/', '<rootDir>/cdk.out/'],
  setupFiles: ['<rootDir>/test/support/one-realm.mjs'],
  // One more than processors: tests of a whole stack wait half of their time.
  maxWorkers: availableParallelism() + 1,
  // Modules of ended test files stay in memory: a worker that holds many gets slow.
  workerIdleMemoryLimit: '1GB',
  // One that has run stacks holds nothing open at its end, but has hundreds of MB to give back, for which a busy machine
  // takes longer than the half second of the default. What does leak is still told of.
  workerGracefulExitTimeout: 5_000,
  // Only what hangs takes so long: a machine may be five times slower than one that has nothing else to do.
  testTimeout: 300_000,
};
