import type { ByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';
import { SUMMED, type RunningSum, type Sums } from './sums.ts';

export function writeSums(writer: ByteWriter, sums: Sums): void {
  for (const metric of SUMMED) {
    const { count, sum, carry } = sums[metric];
    writer.float64(count, sum, carry);
  }
}

export function readSums(reader: ByteReader): Sums {
  const one = (): RunningSum => ({ count: reader.float64(), sum: reader.float64(), carry: reader.float64() });
  return { reward: one(), loss: one(), kl: one(), episode_reward: one() };
}
