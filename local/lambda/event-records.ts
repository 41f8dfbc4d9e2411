import type { ServiceMessage } from '../sqs/sqs-api.ts';
import type { AsyncEvent } from './async-event.ts';
import type { NextStep, Progress } from './async-schedule.ts';

export interface EndedEvent extends Progress {
  readonly condition: Extract<NextStep, { end: unknown }>['end'];
  /** Milliseconds since the epoch. */
  readonly endedAt: number;
}

const SENDER = 'lambda.amazonaws.com';

/** "Capturing records of Lambda asynchronous invocations": what a destination receives. */
export function destinationRecord(
  { target, requestId, payload }: AsyncEvent,
  { condition, tries, last, endedAt }: EndedEvent,
): ServiceMessage {
  const record = {
    version: '1.0',
    timestamp: new Date(endedAt).toISOString(),
    requestContext: {
      requestId,
      functionArn: `${target.definition.arn}:${target.qualifier}`,
      condition,
      approximateInvokeCount: tries,
    },
    requestPayload: JSON.parse(payload) as unknown,
    ...(last && {
      responseContext: {
        statusCode: 200,
        executedVersion: '$LATEST',
        ...(last.functionError && { functionError: 'Unhandled' }),
      },
      responsePayload: JSON.parse(last.payload) as unknown,
    }),
  };
  return { body: JSON.stringify(record), senderId: SENDER };
}

/** "Adding a dead-letter queue": the event itself, and why it is there. */
export function deadLetter({ requestId, payload }: AsyncEvent, { last }: EndedEvent): ServiceMessage {
  const text = (value: string) => ({ DataType: 'String', StringValue: value });
  return {
    body: payload,
    attributes: {
      RequestID: text(requestId),
      ErrorCode: { DataType: 'Number', StringValue: last ? '200' : '429' },
      ErrorMessage: text((last?.payload ?? 'Rate Exceeded.').slice(0, 1_024)),
    },
    senderId: SENDER,
  };
}
