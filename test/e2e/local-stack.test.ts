import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startStack, type LocalStack } from '../../local/stack.ts';
import { notesApp } from '../support/sample-app/notes-app.ts';
import { aSample, type Sample } from '../support/sample-app/sample.ts';

let sample: Sample;
let stack: LocalStack;
beforeAll(async () => {
  sample = aSample('notes.ts', notesApp);
  const t = performance.now();
  stack = await startStack({ assemblyDir: sample.assemblyDir, port: 0, awsPort: 0 });
  console.log('start', performance.now() - t);
});
afterAll(async () => {
  await stack.stop();
  sample.remove();
});

describe('a CDK app on the local stack', () => {
  it('keeps a note', async () => {
    const t = performance.now();
    const put = await fetch(`${stack.url}/notes/a`, { method: 'PUT', body: 'hello' });
    console.log('put', performance.now() - t);
    const got = await fetch(`${stack.url}/notes/a`);
    expect(put.status).toBe(204);
    expect(await got.json()).toMatchObject({ text: 'hello' });
  });
});
