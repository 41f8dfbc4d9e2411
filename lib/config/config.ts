import type * as v from 'valibot';
import type { documents } from './files.ts';

type Documents = v.InferOutput<typeof documents>;

/**
 * The configuration of one stage: each file under its root key, keys as in the files (configs/README.md describes them
 * all), the stage's overrides applied, defaults filled in. Durations are numbers of milliseconds.
 */
export type Config = Omit<Documents, 'stage'> & {
  /** The stage's own settings, and its name: that of its file in configs/stages. */
  readonly stage: Documents['stage'] & { readonly name: string };
};
