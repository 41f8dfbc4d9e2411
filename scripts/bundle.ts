/** `npm run bundle`: functions/<name>/handler.ts -> .build/functions/<name>/, ready to ship. */
import { copyBundles } from './lib/build/copy-bundles.ts';
import { readSizes } from './lib/build/sizes.ts';
import { runScript } from './lib/run-script.ts';

await runScript(async () => {
  for (const { name, initBytes, totalBytes } of readSizes(await copyBundles())) {
    process.stdout.write(`${name}: ${initBytes} bytes loaded at init, ${totalBytes} in all\n`);
  }
});
