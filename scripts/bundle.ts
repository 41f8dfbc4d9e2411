/** `npm run bundle`: functions/<name>/handler.ts -> .build/functions/<name>/, ready to ship. */
import { bundleFunctions } from './lib/bundle.ts';

const bundles = await bundleFunctions();
for (const { name, initBytes, totalBytes } of bundles) {
  process.stdout.write(`${name}: ${initBytes} bytes loaded at init, ${totalBytes} in all\n`);
}
