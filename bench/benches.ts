import { alarms } from './alarms.ts';
import type { Bench } from './bench.ts';
import { breakers } from './breakers.ts';
import { checkpointOperations } from './checkpoint-operations.ts';
import { cliStart } from './cli-start.ts';
import { importTime } from './import-time.ts';
import { initBytes } from './init-bytes.ts';
import { ingest } from './ingest.ts';
import { metricsOperations } from './metrics-operations.ts';
import { normalizer } from './normalizer.ts';
import { operations } from './operations.ts';
import { outcomes } from './outcomes.ts';
import { presignedParts } from './presigned-parts.ts';
import { replay } from './replay.ts';
import { runbooks } from './runbooks.ts';
import { s3 } from './s3.ts';
import { TITLE as SCENARIOS } from './scenarios/scenarios.ts';
import { scrape } from './scrape.ts';
import { stack } from './stack.ts';
import { states } from './states.ts';
import { warmHandler } from './warm-handler.ts';

/** By the name that `npm run bench -- NAME` takes, in the order of docs/benchmarks.md. */
export const BENCHES: Readonly<Record<string, Bench>> = {
  operations,
  'metrics-operations': metricsOperations,
  'checkpoint-operations': checkpointOperations,
  outcomes,
  breakers,
  runbooks,
  replay,
  scrape,
  'import-time': importTime,
  'cli-start': cliStart,
  'presigned-parts': presignedParts,
  'warm-handler': warmHandler,
  'init-bytes': initBytes,
  stack,
  s3,
  states,
  alarms,
  ingest,
  normalizer,
};

/** Sections of docs/benchmarks.md, in their order. */
export const TITLES: readonly string[] = [...Object.values(BENCHES).map(({ title }) => title), SCENARIOS];
