import { parseEnvironment } from '../../lib/contracts/environment.ts';
import { backgroundFunction } from '../shared/background-function.ts';
import { createSurroundings } from '../shared/surroundings.ts';
import { createDependencies } from './dependencies.ts';
import { runbookEndings } from './runbook-endings.ts';

const environment = parseEnvironment('runbook-endings', process.env);
const surroundings = createSurroundings(environment);
const work = runbookEndings(createDependencies(environment, surroundings));

export const handler = backgroundFunction(work, surroundings);
