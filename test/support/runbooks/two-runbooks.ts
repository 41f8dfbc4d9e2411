/** Two runbooks for one resource. The first asks a person and so waits, the second does what it does at once. */
export const TWO_RUNBOOKS = {
  database_restart: aRunbook({
    id: 'database_restart',
    alarm: 'DatabasePoolExhausted',
    approval: true,
  }),
  database_reset: aRunbook({ id: 'database_reset', alarm: 'DatabaseConnectSlow', approval: false }),
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
