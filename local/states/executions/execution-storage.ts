import { noJournal, type Journal, type JournalLine } from './journal.ts';

/** An execution that was on record when the process started. */
export interface StoredExecution {
  readonly lines: readonly JournalLine[];
  /** Of the state machine as it was when the execution started. */
  readonly definitionText: string;
  readonly journal: Journal;
}

/** Where executions are kept. */
export interface ExecutionStorage {
  open(executionArn: string): Journal;
  /** Definitions are kept once for all executions that have them. */
  keepDefinition(hash: string, text: string): void;
  load(): readonly StoredExecution[];
}

export const inMemory: ExecutionStorage = {
  open: () => noJournal,
  keepDefinition: () => undefined,
  load: () => [],
};
