/** A state as the Amazon States Language has it. */
export type State = Readonly<Record<string, unknown>>;

/** States by their names, in the order in which people read them. */
export type States = readonly (readonly [name: string, state: State])[];

export interface Definition {
  readonly Comment: string;
  readonly QueryLanguage: 'JSONata';
  readonly StartAt: string;
  readonly TimeoutSeconds: number;
  readonly States: Readonly<Record<string, State>>;
}

/** Names of the functions that tasks call. */
export interface TaskFunctions {
  readonly steps: string;
  readonly plans: string;
  readonly approvalGate: string;
}

export interface CompilerSettings {
  readonly functions: TaskFunctions;
  readonly approvalTimeoutSeconds: number;
}
