import { parseEnvironment } from '../../lib/contracts/environment.ts';
import { scheduledEvent } from '../../lib/contracts/schedule.ts';
import { backgroundFunction } from '../shared/background-function.ts';
import { createSurroundings } from '../shared/surroundings.ts';
import { createDependencies } from './dependencies.ts';
import { createDistributionCheck } from './distribution-check.ts';

const environment = parseEnvironment('distribution-check', process.env);
const surroundings = createSurroundings(environment);
const check = createDistributionCheck({ ...createDependencies(environment), metrics: surroundings.metrics });

export const handler = backgroundFunction({ event: scheduledEvent, handle: check }, surroundings);
