import type { Snapshot, TrainingState } from '../../../lib/observability/snapshot.ts';

export const NOW = Date.UTC(2026, 0, 31, 12);

export const aTrainingState = (change: Partial<TrainingState> = {}): TrainingState => ({
  runId: 'run-1',
  attempt: 1,
  at: NOW,
  step: 9_999,
  entropyCoef: 0.005,
  isEntropyReported: true,
  entropyScheduled: 0.005,
  entropyFinal: 0.005,
  learningRate: 0.0001,
  loss: 0.4,
  reward: 4,
  kl: 0.01,
  normalizer: { mean: 4, std: 0.5, count: 1_000 },
  normalizerWindow: 1_000,
  rollbacks: { used: 0, max: 3 },
  ...change,
});

/** Of a launch that went well. */
export const aSnapshot = (change: Partial<Snapshot> = {}): Snapshot => ({
  requests: {
    fast: { total: 100, errors: 1, seconds: { bounds: [0.5, 1], counts: [90, 9, 1], sum: 40 } },
  },
  breakers: { qwen: 'closed' },
  training: aTrainingState(),
  rawRewards: { bounds: [0, 5], counts: [0, 10, 0], sum: 40 },
  normalizedRewards: { bounds: [0], counts: [5, 5], sum: 0 },
  checkpointSaves: 20,
  rollbacks: 0,
  bestReward: 17.5,
  split: {
    at: NOW,
    windowMs: 300_000,
    samples: 1_000,
    status: 'ok',
    modes: {
      fast: { target: 60, actual: 61, deviation: 1 },
      balanced: { target: 30, actual: 29.5, deviation: -0.5 },
      creative: { target: 10, actual: 9.5, deviation: -0.5 },
    },
  },
  ...change,
});
