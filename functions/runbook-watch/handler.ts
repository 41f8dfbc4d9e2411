import { parseEnvironment } from '../../lib/contracts/environment.ts';
import { backgroundFunction } from '../shared/background-function.ts';
import { createSurroundings } from '../shared/surroundings.ts';
import { createDependencies } from './dependencies.ts';
import { runbookWatch } from './runbook-watch.ts';

const environment = parseEnvironment('runbook-watch', process.env);
const surroundings = createSurroundings(environment);
const work = runbookWatch(createDependencies(environment, surroundings));

export const handler = backgroundFunction(work, surroundings);
