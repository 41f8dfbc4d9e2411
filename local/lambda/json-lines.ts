import { billedMs, type InvocationReport, type LineWriter, type SystemLines } from './report.ts';

/** "Telemetry API Event schema reference"; levels from "Configuring JSON and plain text log formats". */
export const jsonLines: SystemLines = {
  initStart: (writer: LineWriter): void => {
    platformEvent(writer, {
      level: 'DEBUG',
      type: 'platform.initStart',
      record: {
        initializationType: 'on-demand',
        phase: 'init',
        runtimeVersion: writer.definition.runtime,
        functionName: writer.definition.name,
        functionVersion: '$LATEST',
      },
    });
  },
  start: (writer: LineWriter, requestId: string): void => {
    platformEvent(writer, {
      level: 'INFO',
      type: 'platform.start',
      record: { requestId, version: '$LATEST' },
    });
  },
  report: (writer: LineWriter, report: InvocationReport): void => {
    const { requestId, durationMs, initMs, memoryMb, status, platformError } = report;
    platformEvent(writer, {
      level: status === 'success' ? 'INFO' : 'WARN',
      type: 'platform.report',
      record: {
        requestId,
        metrics: {
          durationMs: Number(durationMs.toFixed(3)),
          billedDurationMs: billedMs(report),
          memorySizeMB: writer.definition.memoryMb,
          maxMemoryUsedMB: memoryMb,
          ...(initMs !== undefined && { initDurationMs: Number(initMs.toFixed(3)) }),
        },
        status,
        ...(platformError !== undefined && { errorType: platformError }),
      },
    });
  },
};

const LEVELS = ['DEBUG', 'INFO', 'WARN'] as const;

interface PlatformEvent {
  readonly level: (typeof LEVELS)[number];
  readonly type: string;
  readonly record: object;
}

function platformEvent({ definition, write, now }: LineWriter, { level, type, record }: PlatformEvent): void {
  if (LEVELS.indexOf(level) < LEVELS.indexOf(definition.logging.systemLevel)) return;
  write(JSON.stringify({ time: now(), type, record }));
}
