import { createHash } from 'node:crypto';
import type { Delivery } from './delivery.ts';
import type { EventBridgeOptions } from './event-bridge-api.ts';
import { InvalidJsonInput } from './input/invalid-json-input.ts';
import { kindOf, toInputOf } from './target.ts';

export type Targets = Pick<EventBridgeOptions, 'lambda' | 'queues' | 'startExecution' | 'authorize'>;

export const SENDER_ID = 'events.amazonaws.com';

/** Makes a target's input and hands it over. Throws what the target throws, or InvalidJsonInput. */
export async function callTarget(
  delivery: Delivery,
  { lambda, queues, startExecution, authorize }: Targets,
): Promise<void> {
  const { target, event, ruleArn } = delivery;
  const input = toInputOf(target)(event, delivery);
  const kind = kindOf(target.Arn);
  authorize({ kind, targetArn: target.Arn, ruleArn, roleArn: target.RoleArn });
  switch (kind) {
    case 'sqs':
      queues.send(target.Arn, { body: input, senderId: SENDER_ID });
      return;
    case 'lambda':
      lambda.invokeAsync(target.Arn, checkedJson(input));
      return;
    case 'states':
      await startExecution({
        stateMachineArn: target.Arn,
        name: executionName(delivery),
        input: checkedJson(input),
      });
  }
}

/** At most 80 characters: the event's id (36), `_`, and 16 that tell rules and targets apart. */
function executionName({ event, ruleArn, target }: Delivery): string {
  const hash = createHash('sha256').update(`${ruleArn} ${target.Id}`).digest('hex');
  return `${event.id}_${hash.slice(0, 16)}`;
}

/** Lines of text are an input for queues only. */
function checkedJson(input: string): string {
  try {
    JSON.parse(input);
    return input;
  } catch {
    throw new InvalidJsonInput(`The target takes JSON, and the input template made ${input}`);
  }
}
