import { parseEnvironment } from '../../lib/contracts/environment.ts';
import { backgroundFunction } from '../shared/background-function.ts';
import { createSurroundings } from '../shared/surroundings.ts';
import { approvalWatch } from './approval-watch.ts';
import { createDependencies } from './dependencies.ts';

const environment = parseEnvironment('approval-watch', process.env);
const surroundings = createSurroundings(environment);
const work = approvalWatch(createDependencies(environment, surroundings), surroundings.metrics);

export const handler = backgroundFunction(work, surroundings);
