/**
 * Two runbooks for one resource. The first asks a person and so waits, the second does what it does at once. Their alarms
 * start none of those that ship.
 */
export const TWO_RUNBOOKS = {
  database_restart: aRunbook({
    id: 'database_restart',
    alarm: 'ApiLatencyWarning',
    approval: true,
  }),
  database_reset: aRunbook({ id: 'database_reset', alarm: 'CreativeLatency', approval: false }),
  /** Verifies what is so of a run that has run away. */
  self_ending: `
self_ending:
  title: Ends by itself
  severity: sev2
  automation: automatic
  expected_recovery: 5m
  components: [Cache]
  resource: cache
  inputs: { run_id: A run that has run away }
  triggers:
    KlWarning: { input: { run_id: a } }
  incident:
    title: Cache
    description: It is empty
    resolve: when_verified
  steps:
    verify:
      name: Verify that it has helped
      action: training.verify_runaway
      inputs: { run_id: '{% $execution.input.run_id %}' }
      timeout: 30s
      on_unmet: fail
`,
};

function aRunbook({ id, alarm, approval }: { id: string; alarm: string; approval: boolean }): string {
  return `
${id}:
  title: ${id}
  severity: sev1
  automation: ${approval ? 'semi_automatic' : 'automatic'}
  expected_recovery: 10m
  components: [Database]
  resource: database
  triggers:
    ${alarm}: {}
  incident:
    title: Database
    description: It needs something
  steps:
    tell:
      name: Say that it begins
      action: incident.note
      inputs:
        text: It begins
      timeout: 60s
      no_compensation: What is said is said
    act:
      name: Act on it
      action: incident.note
      approval: ${approval}
      inputs:
        text: Done
      timeout: 60s
      no_compensation: What is said is said
`;
}
