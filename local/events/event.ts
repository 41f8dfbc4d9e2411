import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { Environment } from '../cloud-assembly/resource.ts';

/** An event as rules match it and targets get it ("Events in Amazon EventBridge"), keys in AWS's order. */
export const eventSchema = v.object({
  version: v.literal('0'),
  id: v.string(),
  'detail-type': v.string(),
  source: v.string(),
  account: v.string(),
  /** ISO 8601 to the second, UTC. */
  time: v.string(),
  region: v.string(),
  resources: v.array(v.string()),
  /** A JSON object. */
  detail: v.custom<Readonly<Record<string, unknown>>>(
    (detail) => typeof detail === 'object' && detail !== null,
  ),
});

export type BusEvent = Readonly<v.InferOutput<typeof eventSchema>>;

export interface EventContent {
  readonly source: string;
  readonly detailType: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
  /** Milliseconds since the epoch. */
  readonly time: number;
}

export function toEvent(content: EventContent, { account, region }: Environment): BusEvent {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': content.detailType,
    source: content.source,
    account,
    time: new Date(content.time).toISOString().replace(/\.\d+Z$/, 'Z'),
    region,
    resources: [...content.resources],
    detail: content.detail,
  };
}
