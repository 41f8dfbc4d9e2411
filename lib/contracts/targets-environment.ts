import * as v from 'valibot';
import { jsonText } from './json-text.ts';
import { addressBlocks } from './outbound.ts';
import { targetUrls } from './targets.ts';

/** The variables of a function that touches targets: part of its schema in ENVIRONMENTS. Beside its bundle: targets.json. */
export const targetsEnvironment = {
  TARGET_URLS: v.pipe(jsonText, targetUrls),
  INTERNAL_ADDRESSES: v.pipe(jsonText, addressBlocks),
};

export type TargetsEnvironment = v.InferOutput<v.ObjectSchema<typeof targetsEnvironment, undefined>>;
