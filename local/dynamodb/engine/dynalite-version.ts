import { createRequire } from 'node:module';

/** This service runs dynalite's actions on a store of its own, so it leans on internals that any release may change. */
const SUPPORTED = '4.0.0';

/** Throws unless the dynalite that is installed is the one this service was written for. */
export function requireDynalite(
  manifest: unknown = createRequire(import.meta.url)('dynalite/package.json'),
): void {
  const found =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : undefined;
  if (found === SUPPORTED) return;
  throw new Error(
    `The local DynamoDB needs dynalite ${SUPPORTED} exactly, found ${String(found)}: pin it in package.json.`,
  );
}
