import * as v from 'valibot';
import { INCIDENT_EXAMPLES } from './incident.ts';
import { RUNBOOK_EXAMPLES } from './runbook.ts';
import { TRAINING_EXAMPLES } from './training.ts';

/** Of answers, by their schemas. Not in those: the console parses by them, and a browser would load the examples. */
export const EXAMPLES: ReadonlyMap<v.GenericSchema, unknown> = new Map<v.GenericSchema, unknown>([
  ...INCIDENT_EXAMPLES,
  ...RUNBOOK_EXAMPLES,
  ...TRAINING_EXAMPLES,
]);

/** What a page of such items looks like. */
export function pageExample(item: v.GenericSchema): unknown {
  const [own]: readonly unknown[] = v.getExamples(item);
  return { items: [EXAMPLES.get(item) ?? own], next_cursor: 'eyJwayI6InJ1bnMifQ' };
}
