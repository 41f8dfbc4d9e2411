/** The stack of a cloud assembly: `node child.ts ASSEMBLY`. Sends where it answers, and to whom. */
import { launchStack } from '../../scripts/start/launch-stack.ts';

const [assemblyDir = ''] = process.argv.slice(2);
const stack = await launchStack(assemblyDir, { port: 0, noAuth: false });

process.once('disconnect', () => void stack.stop());
const { url, region, serviceKey, trainerKey, metricsToken } = stack;
process.send?.({ url, region, serviceKey, trainerKey, metricsToken });
