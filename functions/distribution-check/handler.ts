import { parseEnvironment } from '../../lib/contracts/environment.ts';
import { scheduledEvent } from '../../lib/contracts/schedule.ts';
import { backgroundFunction } from '../shared/background-function.ts';
import { createSurroundings } from '../shared/surroundings.ts';
import { createBreakerLook } from './breaker-look.ts';
import { createDependencies } from './dependencies.ts';
import { createDistributionCheck } from './distribution-check.ts';

const environment = parseEnvironment('distribution-check', process.env);
const surroundings = createSurroundings(environment);
const dependencies = createDependencies(environment, surroundings);
const look = createBreakerLook(dependencies);
const check = createDistributionCheck(dependencies);
const handle = async (): Promise<void> => {
  await look();
  await check();
};

export const handler = backgroundFunction({ event: scheduledEvent, handle }, surroundings);
