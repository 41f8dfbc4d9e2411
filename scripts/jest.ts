/** Builds what the tests ship, then runs jest in ESM mode: `npm run jest -- test/unit`. */
import { buildForTests, runJest } from './lib/jest.ts';
import { runScript } from './lib/run-script.ts';

await runScript(async () => {
  const built = await buildForTests();
  process.exitCode = (await runJest(process.argv.slice(2), built)).ok ? 0 : 1;
});
