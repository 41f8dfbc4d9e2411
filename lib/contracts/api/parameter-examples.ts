const A_ULID = '01KG9S3B2M4T6V8X0Z1Y3W5Q7N';

/** Of texts in paths and queries, by name: what their schemas do not show. Beside them, as those are in bundles. */
export const PARAMETER_EXAMPLES: Readonly<Record<string, string>> = {
  run: 'night',
  sel: 'stable',
  mode: 'creative',
  model: 'qwen',
  id: A_ULID,
  file: 'main.js',
  reason: 'the model answers again',
  window: '48h',
  cursor: 'eyJwayI6InJ1bnMifQ',
  runbook: 'rl_reward_runaway_rollback',
};

/** Where the name stands for something else. */
export const ID_EXAMPLES: Readonly<Record<string, string>> = {
  incidents: `INC-${A_ULID}`,
  runbooks: 'rl_reward_runaway_rollback',
};
