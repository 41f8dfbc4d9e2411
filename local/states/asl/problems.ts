/** A finding of ValidateStateMachineDefinition. */
export interface Problem {
  readonly code: 'INVALID_JSON_DESCRIPTION' | 'SCHEMA_VALIDATION_FAILED';
  readonly message: string;
  /** JSON pointer into the definition, e.g. `/States/Verify/Next`. */
  readonly location: string;
}

/** Refuses a definition with everything that is wrong with it. */
export class InvalidDefinition extends Error {
  override readonly name = 'InvalidDefinition';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ location, message }) => `${location}: ${message}`).join('\n'));
    this.problems = problems;
  }
}
