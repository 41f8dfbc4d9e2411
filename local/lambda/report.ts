import type { FunctionDefinition } from './function-definition.ts';

export interface InvocationReport {
  readonly requestId: string;
  readonly durationMs: number;
  /** Set for the first invocation of a sandbox. */
  readonly initMs: number | undefined;
  readonly memoryMb: number;
  readonly status: 'success' | 'error' | 'timeout';
  /** Set when Lambda itself ended the invocation. */
  readonly platformError: string | undefined;
}

/** Lambda's own lines around an invocation, in one of its two formats. */
export interface SystemLines {
  initStart(writer: LineWriter): void;
  start(writer: LineWriter, requestId: string): void;
  report(writer: LineWriter, report: InvocationReport): void;
}

export interface LineWriter {
  readonly definition: FunctionDefinition;
  readonly write: (text: string) => void;
  /** ISO 8601. */
  readonly now: () => string;
}

/** Since August 2025 initialisation is billed like the rest. */
export const billedMs = ({ durationMs, initMs = 0 }: InvocationReport): number =>
  Math.ceil(durationMs + initMs);
