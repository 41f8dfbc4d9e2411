/** What a person can do about a run that its runbook leaves behind. */
export function byHand(runId: string): string {
  const path = `POST /v1/runs/${runId}/directives`;
  return `To go on as it is: ${path} {"action": "resume"}; to end it: ${path} {"action": "stop"}`;
}
