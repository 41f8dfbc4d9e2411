/**
 * Sends, receives and deletes without end, and says on stdout what was acknowledged: `sent <body>`, `deleted <body>`.
 * Run by crash.test.ts as `node sender-process.ts <state folder>`, to be killed.
 */
import { aQueue, aSqsWorld } from './sqs-world.ts';

const world = await aSqsWorld({ stateDir: process.argv[2] ?? '' });
const queue = await aQueue(world, 'orders');
for (let number = 0; ; number += 1) {
  await queue.send(`message-${number}`);
  process.stdout.write(`sent message-${number}\n`);
  if (number % 3 !== 0) continue;
  const [message] = await queue.receive();
  await queue.remove(message?.ReceiptHandle ?? '');
  process.stdout.write(`deleted ${message?.Body ?? ''}\n`);
}
