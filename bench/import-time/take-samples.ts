import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as v from 'valibot';

export interface Subject {
  readonly kind: 'handler' | 'naive';
  readonly target: string;
}

const sample = v.object({ evaluatedMs: v.number(), readyMs: v.number() });

export type Sample = v.InferOutput<typeof sample>;

/**
 * Each subject once a round, each time another one first, so that what else the machine does hits all of them alike.
 * The first round warms up and does not count. Answers with the samples of each subject, by round.
 */
export async function takeSamples(
  subjects: readonly Subject[],
  { rounds, variables }: { rounds: number; variables: Readonly<Record<string, string>> },
): Promise<readonly (readonly Sample[])[]> {
  const samples = subjects.map((): Sample[] => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const subject of rotated(subjects, round)) {
      const taken = await takeSample(subject, variables);
      if (round > 0) samples[subjects.indexOf(subject)]?.push(taken);
    }
  }
  return samples;
}

function rotated<T>(values: readonly T[], by: number): readonly T[] {
  const start = by % values.length;
  return [...values.slice(start), ...values.slice(0, start)];
}

async function takeSample({ kind, target }: Subject, env: Readonly<Record<string, string>>): Promise<Sample> {
  const args = ['bench/import-time/sample.mjs', kind, target];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env, timeout: 30_000 });
  return v.parse(sample, JSON.parse(stdout));
}
