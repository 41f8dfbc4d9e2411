/**
 * The stack of a cloud assembly: `node child.ts ASSEMBLY`. Sends where it answers, and whose signature it takes. Told
 * anything, it sends its resident memory in bytes.
 */
import { startStack } from '../../local/stack.ts';

const [assemblyDir = ''] = process.argv.slice(2);
const stack = await startStack({ assemblyDir, port: 0, awsPort: 0 });

process.on('message', () => process.send?.({ residentBytes: process.memoryUsage.rss() }));
process.once('disconnect', () => void stack.stop());
process.send?.({ url: stack.url, region: stack.region, credentials: stack.users[0]?.credentials });
