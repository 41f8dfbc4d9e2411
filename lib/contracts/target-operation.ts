import * as v from 'valibot';
import { OPERATIONS } from './target-names.ts';

const replicas = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000));
const plain = v.picklist(OPERATIONS.filter((name) => name !== 'scale'));

/** What a runbook, or a person, asks of a target: `{name: scale, replicas: 8}` or `{name: restart}`. */
export const targetOperation = v.union([
  v.strictObject({ name: v.literal('scale'), replicas }),
  v.strictObject({ name: plain }),
]);

export type TargetOperation = v.InferOutput<typeof targetOperation>;
