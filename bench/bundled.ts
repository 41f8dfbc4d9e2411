import { bundleFunctions, type Bundle } from '../scripts/lib/bundle.ts';

let bundles: Promise<readonly Bundle[]> | undefined;

/** What ships, made from the source as it is now, once a run. */
export function bundled(): Promise<readonly Bundle[]> {
  return (bundles ??= bundleFunctions());
}
