import { billedMs, type SystemLines } from './report.ts';

/** "Viewing CloudWatch logs for Lambda functions": START, END and REPORT. */
export const textLines: SystemLines = {
  initStart: ({ write, definition }) => {
    write(`INIT_START Runtime Version: ${definition.runtime}\tRuntime Version ARN: local`);
  },
  start: ({ write }, requestId) => {
    write(`START RequestId: ${requestId} Version: $LATEST`);
  },
  report: ({ write, now, definition }, report) => {
    const { requestId, durationMs, initMs, memoryMb, status, platformError } = report;
    if (status === 'timeout') {
      write(`${now()} ${requestId} Task timed out after ${definition.timeoutSeconds.toFixed(2)} seconds`);
    } else if (platformError !== undefined) {
      write(`RequestId: ${requestId} Error: ${platformError}`);
    }
    write(`END RequestId: ${requestId}`);
    write(
      [
        `REPORT RequestId: ${requestId}`,
        `Duration: ${durationMs.toFixed(2)} ms`,
        `Billed Duration: ${billedMs(report)} ms`,
        `Memory Size: ${definition.memoryMb} MB`,
        `Max Memory Used: ${memoryMb} MB`,
        ...(initMs === undefined ? [] : [`Init Duration: ${initMs.toFixed(2)} ms`]),
        ...(status === 'timeout' ? ['Status: timeout'] : []),
        ...(platformError === undefined || status === 'timeout'
          ? []
          : ['Status: error', `Error Type: ${platformError}`]),
      ].join('\t'),
    );
  },
};
