import { parseEnvironment } from '../../lib/contracts/environment.ts';
import { backgroundFunction } from '../shared/background-function.ts';
import { createSurroundings } from '../shared/surroundings.ts';
import { createDependencies } from './dependencies.ts';
import { trainingWatch } from './training-watch.ts';

const environment = parseEnvironment('training-watch', process.env);
const surroundings = createSurroundings(environment);
const work = trainingWatch(createDependencies(environment), surroundings.metrics);

export const handler = backgroundFunction(work, surroundings);
