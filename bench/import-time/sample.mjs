/**
 * One cold start, in a process of its own: `sample.mjs handler URL` or `sample.mjs naive PATH`. Prints how many
 * milliseconds it took until the code was evaluated, and until two reads of DynamoDB were answered as well.
 */
// Functions on AWS speak HTTPS. Imported as a module, node:http brings undici with it, 20 ms that nobody pays there.
import 'node:http';
import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';

const [kind, target] = process.argv.slice(2);

/** The handler awaits its two reads at the top level, and the stop watch does not wait for it there. */
async function importHandler() {
  const stopWatch = new URL('stop-watch.mjs', import.meta.url).href;
  const [handler, clock] = [target, stopWatch].map((url) => JSON.stringify(url));
  const entry = `export { handler } from ${handler}; export { evaluatedAt } from ${clock};`;
  const startedAt = performance.now();
  const { evaluatedAt } = await import(`data:text/javascript,${encodeURIComponent(entry)}`);
  return { evaluatedMs: evaluatedAt - startedAt, readyMs: performance.now() - startedAt };
}

/** Loaded as Lambda loads CommonJS. */
async function requireNaive() {
  const require = createRequire(import.meta.url);
  const startedAt = performance.now();
  const { DynamoDBClient, GetItemCommand } = require(target);
  const evaluatedAt = performance.now();
  const client = new DynamoDBClient({});
  const Key = { pk: { S: 'traffic' }, sk: { S: 'settings' } };
  const read = () => client.send(new GetItemCommand({ TableName: 'control', Key }));
  await Promise.all([read(), read()]);
  return { evaluatedMs: evaluatedAt - startedAt, readyMs: performance.now() - startedAt };
}

const sample = await (kind === 'handler' ? importHandler() : requireNaive());
process.stdout.write(JSON.stringify(sample), () => process.exit());
