/**
 * One call of a bundled function in a process of its own, to be killed: `node function-process.ts <bundle> <event> <ms>`.
 * The clock is that much ahead. The last line on stdout is the answer.
 */
import { writeSync } from 'node:fs';
import type { apiFunction } from '../../functions/shared/api-function.ts';
import { aContext } from './context.ts';

const [bundle = '', event = '', aheadMs = '0'] = process.argv.slice(2);
const realNow = Date.now;
Date.now = () => realNow() + Number(aheadMs);

const { handler } = (await import(bundle)) as { handler: ReturnType<typeof apiFunction> };
const { statusCode, body } = await handler(JSON.parse(event), aContext);
writeSync(1, `\n${JSON.stringify({ status: statusCode, body: JSON.parse(body ?? 'null') as unknown })}\n`);
process.exit();
