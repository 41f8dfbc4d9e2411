/** Runs a sample's assembly with a state folder until it is killed: `serve.ts <assembly> <state>`. */
import { startStack } from '../../../local/stack.ts';

const [, , assemblyDir = '', stateDir = ''] = process.argv;
const { url, awsUrl } = await startStack({ assemblyDir, stateDir, port: 0, awsPort: 0 });
process.stdout.write(`${JSON.stringify({ url, awsUrl })}\n`);
