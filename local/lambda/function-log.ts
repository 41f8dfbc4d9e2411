import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock/clock.ts';
import type { LogSink } from '../logs/log-event.ts';
import type { FunctionDefinition } from './function-definition.ts';
import { jsonLines } from './json-lines.ts';
import type { InvocationReport } from './report.ts';
import { textLines } from './text-lines.ts';

/** The log stream of one sandbox: what the function writes, and Lambda's own lines around it. */
export interface FunctionLog {
  readonly stream: string;
  /** A line of the function, or of the runtime in its name. */
  write(text: string): void;
  /** `onLine` sees every line until the next start. */
  start(requestId: string, onLine?: (line: string) => void): void;
  report(report: InvocationReport): void;
}

export function createFunctionLog(definition: FunctionDefinition, clock: Clock, sink: LogSink): FunctionLog {
  const { logging } = definition;
  const stream = streamName(definition, clock.now());
  let listener: ((line: string) => void) | undefined;
  const write = (message: string): void => {
    listener?.(message);
    sink.write({ logGroup: logging.logGroup, logStream: stream, timestamp: clock.now(), message });
  };
  const lines = logging.format === 'JSON' ? jsonLines : textLines;
  const writer = { definition, write, now: () => new Date(clock.now()).toISOString() };
  lines.initStart(writer);
  return {
    stream,
    write,
    start: (requestId, onLine) => {
      listener = onLine;
      lines.start(writer, requestId);
    },
    report: (report) => {
      lines.report(writer, report);
    },
  };
}

/** "Sending Lambda function logs to CloudWatch Logs": a group of several functions has their names in its streams. */
function streamName({ name, logging }: FunctionDefinition, now: number): string {
  const day = new Date(now).toISOString().slice(0, 10).replaceAll('-', '/');
  return `${day}/${logging.ownGroup ? '' : name}[$LATEST]${randomUUID().replaceAll('-', '')}`;
}
