import { parseEnvironment } from '../../lib/contracts/environment.ts';
import { scheduledEvent } from '../../lib/contracts/schedule.ts';
import { createProber } from '../../lib/health/prober.ts';
import { backgroundFunction } from '../shared/background-function.ts';
import { createSurroundings } from '../shared/surroundings.ts';
import { createDependencies } from './dependencies.ts';

const environment = parseEnvironment('health-prober', process.env);
const surroundings = createSurroundings(environment);
const probe = createProber(createDependencies(environment, surroundings));

export const handler = backgroundFunction({ event: scheduledEvent, handle: probe }, surroundings);
