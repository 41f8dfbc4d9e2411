/**
 * Saves checkpoints of run-1 without end, through the real adapters, and says on stdout which steps were acknowledged:
 * `node saver-process.ts <url> <table> <bucket> <first step>`, to be killed.
 */
import { writeSync } from 'node:fs';
import { commitCheckpoint } from '../../../lib/checkpoints/commit.ts';
import { compositeOf, sha256Hex } from '../../../lib/checkpoints/content.ts';
import { createCheckpoint } from '../../../lib/checkpoints/create.ts';
import { randomId } from '../../../lib/shared/ids.ts';
import { createAdapters } from './adapters.ts';
import { POLICY } from './world.ts';

const [url = '', table = '', bucket = '', first = ''] = process.argv.slice(2);
const adapters = createAdapters({ url, table, bucket });
const deps = {
  ...adapters,
  policy: POLICY,
  clock: { now: () => Date.now() },
  ids: randomId,
  onUntidy: (error: unknown) => {
    throw error;
  },
};

/** The least that S3 takes for a part unless it is the last. */
const PART = Buffer.alloc(5 * 1_024 * 1_024, 'p');

/** One in four goes in parts. */
function piecesOf(step: number): readonly Buffer[] {
  const model = Buffer.from(`model ${step}`);
  return step % 4 === 0 ? [PART, model] : [model];
}

async function save(step: number): Promise<void> {
  const pieces = piecesOf(step);
  const model = Buffer.concat(pieces);
  const composite = compositeOf(pieces.map(sha256Hex));
  const content = {
    sizeBytes: model.length,
    sha256: sha256Hex(model),
    ...(pieces.length > 1 && { parts: { count: pieces.length, sizeBytes: PART.length, composite } }),
  };
  // The first of all is the best.
  const figures = { reward: step === 1 ? 19 : 11, loss: 1, kl: 0.01 };
  const id = { attempt: 1, step };
  const upload = await createCheckpoint(deps, 'run-1', { ...id, content, figures });
  if (pieces.length === 1) await adapters.upload(upload, model);
  else for (const [index, piece] of pieces.entries()) await adapters.uploadPart(upload, index + 1, piece);
  await commitCheckpoint(deps, 'run-1', id);
  writeSync(1, `${step}\n`);
}

for (let step = Number(first); ; step += 1) await save(step);
