import type { BusEvent } from '../event.ts';

export interface InputContext {
  readonly ruleArn: string;
  readonly ruleName: string;
  /** When EventBridge took the event, milliseconds since the epoch. */
  readonly acceptedAt: number;
}

/** What a target is sent for an event: text, mostly JSON. Throws InvalidJsonInput. */
export type ToInput = (event: BusEvent, context: InputContext) => string;
