import { spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { aQueue, aSqsWorld, queueClient, START } from './sqs-world.ts';

let stateDir: string;
beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'sqs-'));
});
afterEach(() => {
  rmSync(stateDir, { recursive: true });
});

/** Runs sender-process.ts, kills it after so many acknowledgements, and answers them. */
async function killAfter(acknowledgements: number): Promise<string[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'sender-process.ts'), stateDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (lines.length === acknowledgements) child.kill('SIGKILL');
  }
  return lines;
}

async function drain(): Promise<string[]> {
  const world = await aSqsWorld({ stateDir, startAt: START + 60_000 });
  const queue = await aQueue(world, 'orders');
  const bodies: string[] = [];
  for (let messages = await queue.receive({ MaxNumberOfMessages: 10 }); messages.length > 0;) {
    bodies.push(...messages.map(({ Body }) => Body));
    messages = await queue.receive({ MaxNumberOfMessages: 10 });
  }
  await world.close();
  return bodies;
}

describe('after a kill -9', () => {
  it('every acknowledged send is there, and no acknowledged delete', async () => {
    const lines = await killAfter(250);

    const kept = await drain();

    const said = (what: string) =>
      lines.filter((line) => line.startsWith(what)).map((line) => line.slice(what.length + 1));
    const deleted = said('deleted');
    const expected = said('sent').filter((body) => !deleted.includes(body));
    // The one send or delete on its way when the process died may or may not have happened.
    const missing = expected.filter((body) => !kept.includes(body));
    expect(missing.length).toBeLessThanOrEqual(1);
    expect(missing.every((body) => body === expected[0])).toBe(true);
    expect(kept.filter((body) => deleted.includes(body))).toEqual([]);
    expect(new Set(kept).size).toBe(kept.length);
  });
});

describe('after a restart', () => {
  it('attributes, receive counts, flights and receipt handles are as before', async () => {
    const before = await aSqsWorld({ stateDir });
    const orders = await aQueue(before, 'orders', { VisibilityTimeout: '600' });
    await orders.send('flying');
    await orders.send('resting');
    const [flying] = await orders.receive();
    await before.close();

    const after = await aSqsWorld({ stateDir, startAt: START + 1_000 });
    const queue = queueClient(after, `${after.url}/123456789012/orders`);
    const [resting] = await queue.receive();
    await queue.remove(flying?.ReceiptHandle ?? '');
    const counts = await queue.attributes('All');
    await after.close();

    expect(resting?.Body).toBe('resting');
    expect(counts).toMatchObject({
      VisibilityTimeout: '600',
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesNotVisible: '1',
    });
  });

  it('a line that was torn by the crash is dropped, and later lines are whole', async () => {
    const before = await aSqsWorld({ stateDir });
    await (await aQueue(before, 'orders')).send('whole');
    await before.close();
    appendFileSync(join(stateDir, 'queues.jsonl'), '{"change":"message-kept","queue":"or');

    const after = await aSqsWorld({ stateDir });
    await (await aQueue(after, 'orders')).send('later');
    await after.close();

    expect(await drain()).toEqual(['whole', 'later']);
  });

  it('refuses a journal that is damaged in the middle', async () => {
    writeFileSync(join(stateDir, 'queues.jsonl'), '{"change":"nonsense"}\n');

    await expect(aSqsWorld({ stateDir })).rejects.toThrow(/line 1 is damaged/);
  });
});
