import { availableParallelism, cpus, totalmem } from 'node:os';

/** What makes figures of time differ between machines; nothing that says whose machine it is. */
export function machine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown CPU';
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  return `${model}, ${availableParallelism()} cores, ${memory}, ${process.platform} ${process.arch}, Node ${process.versions.node}`;
}
