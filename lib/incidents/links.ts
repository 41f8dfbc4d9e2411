/** Where people go on from a message. `base` is the API's address, with a slash at its end. */
export function incidentLink(base: string, incidentId: string): string {
  return `${base}console/#/incidents/${encodeURIComponent(incidentId)}`;
}

/** What the runbook does, and what people do by hand. */
export function runbookLink(base: string, runbook: string): string {
  return `${base}console/#/runbooks/${encodeURIComponent(runbook)}`;
}

export function approvalLink(base: string, approvalId: string): string {
  return `${base}approve/${encodeURIComponent(approvalId)}`;
}
