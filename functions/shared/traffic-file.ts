import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { TRAFFIC_FILE } from '../../lib/contracts/runbook-names.ts';
import { trafficConfig, type TrafficConfig } from '../../lib/contracts/traffic-config.ts';

/**
 * traffic_distribution.yaml as this deployment has it, read when it is first asked for.
 * @param folder that of the bundle: all of its chunks lie in one.
 */
export function trafficFile(folder: string = import.meta.dirname): () => TrafficConfig {
  let known: TrafficConfig | undefined;
  return () =>
    (known ??= v.parse(trafficConfig, JSON.parse(readFileSync(join(folder, TRAFFIC_FILE), 'utf8'))));
}
