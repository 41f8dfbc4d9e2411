/** Predefined error names ("Handling errors in Step Functions workflows"); no others may begin with `States.`. */
const PREDEFINED = new Set([
  'States.ALL',
  'States.BranchFailed',
  'States.DataLimitExceeded',
  'States.ExceedToleratedFailureThreshold',
  'States.HeartbeatTimeout',
  'States.Http.Socket',
  'States.IntrinsicFailure',
  'States.ItemReaderFailed',
  'States.NoChoiceMatched',
  'States.ParameterPathFailure',
  'States.Permissions',
  'States.QueryEvaluationError',
  'States.ResultPathMatchFailure',
  'States.ResultWriterFailed',
  'States.Runtime',
  'States.TaskFailed',
  'States.Timeout',
]);

/** A name that could never match is a mistake in the definition. */
export function isPossibleErrorName(name: string): boolean {
  return !name.startsWith('States.') || PREDEFINED.has(name);
}
