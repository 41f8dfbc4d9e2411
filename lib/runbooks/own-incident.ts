/** The incident that an execution begins where none of its runbook and resource is open. */
export function ownIncident(executionId: string): string {
  return `INC-${executionId}`;
}
