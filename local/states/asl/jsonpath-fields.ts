/** Fields of the Amazon States Language that only JSONPath states have. */
const JSONPATH_FIELDS = new Set([
  'InputPath',
  'OutputPath',
  'ResultPath',
  'Parameters',
  'ResultSelector',
  'Result',
  'ItemsPath',
  'SecondsPath',
  'TimestampPath',
  'TimeoutSecondsPath',
  'HeartbeatSecondsPath',
  'MaxConcurrencyPath',
  'ErrorPath',
  'CausePath',
  'Variable',
  'And',
  'Or',
  'Not',
]);

/** Fields of a distributed Map. */
const DISTRIBUTED_FIELDS = new Set([
  'ItemReader',
  'ItemBatcher',
  'ResultWriter',
  'Label',
  'ToleratedFailureCount',
  'ToleratedFailureCountPath',
  'ToleratedFailurePercentage',
  'ToleratedFailurePercentagePath',
]);

/** Why a field that is not among those of its state is refused. */
export function explainUnknownField(field: string): string {
  if (JSONPATH_FIELDS.has(field) || field.endsWith('.$')) {
    return `The field '${field}' is JSONPath: this local stack runs JSONata state machines only`;
  }
  if (DISTRIBUTED_FIELDS.has(field)) {
    return `The field '${field}' belongs to a distributed Map: this local stack runs inline Maps only`;
  }
  return `The field '${field}' is not supported here`;
}
