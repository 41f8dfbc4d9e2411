/** What an application reports in one minute: a value, or several. */
export type Value = number | { readonly values: readonly number[] };

/** A minute of figures, by `Target Metric`. */
export type Figures = Readonly<Record<string, Value>>;

/** Of twenty queries one fails: not more than a twentieth. */
const ONE_OF_TWENTY = { values: [1, ...Array<number>(19).fill(0)] };

/** Each on the good side of the threshold of every alarm on it, as close as can be. */
export const JUST_WELL: Figures = {
  'api Latency': 2_500,
  'api CpuUtilization': 85,
  'api QueueLength': 100,
  'database PoolUtilization': 99,
  'database ConnectTime': 5_000,
  'database QueryErrors': ONE_OF_TWENTY,
  'cache ConnectErrors': 0,
  'cache HitRate': 70.1,
};

/** Beyond the warnings, and on the good side of what starts a runbook, as close as can be. */
export const JUST_WARNING: Figures = {
  ...JUST_WELL,
  'api Latency': 5_000,
  'database QueryErrors': { values: [1, 1, 1, 0] },
  'cache HitRate': 0.1,
};

/** Those that go off at JUST_WARNING: what their runbooks verify by. They start none. */
export const WARNINGS = ['ApiLatencyWarning', 'DatabaseQueryErrors', 'CacheHitRateLow'] as const;

/** On the bad side of every threshold, as close as can be. */
export const JUST_BAD: Figures = {
  'api Latency': 5_001,
  'api CpuUtilization': 85.1,
  'api QueueLength': 101,
  'database PoolUtilization': 100,
  'database ConnectTime': 5_001,
  'database QueryErrors': { values: [1, 1] },
  'cache ConnectErrors': 1,
  'cache HitRate': 0,
};
