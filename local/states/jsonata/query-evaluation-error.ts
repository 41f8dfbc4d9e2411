/**
 * A JSONata expression that threw, returned nothing, or returned the wrong type. The interpreter turns it into
 * States.QueryEvaluationError.
 */
export class QueryEvaluationError extends Error {
  override readonly name = 'QueryEvaluationError';
  /** Path of the field in the state, e.g. `Arguments/Payload/step`; absent when the fault is the state's input. */
  readonly location: string | undefined;

  constructor(message: string, location?: string) {
    super(message);
    this.location = location;
  }
}
