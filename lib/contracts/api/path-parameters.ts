import * as v from 'valibot';
import { modeName } from '../mode.ts';
import { runId, stepNumber } from '../run-values.ts';

export const ulid = v.pipe(v.string(), v.regex(/^[0-9A-HJKMNP-TV-Z]{26}$/));

/** What the parameters of paths are, by name, unless their route says otherwise. */
export const PATH_PARAMETERS: Readonly<Record<string, v.GenericSchema>> = {
  run: runId,
  step: stepNumber,
  sel: v.pipe(v.string(), v.description('A step, or `latest`, `best` or `stable`')),
  mode: modeName,
  model: v.string(),
  id: v.string(),
  file: v.pipe(v.string(), v.description('The rest of the path')),
};
