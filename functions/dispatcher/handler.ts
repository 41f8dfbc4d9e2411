import { parseEnvironment } from '../../lib/contracts/environment.ts';
import { backgroundFunction } from '../shared/background-function.ts';
import { createSurroundings } from '../shared/surroundings.ts';
import { createDependencies } from './dependencies.ts';
import { dispatcher } from './dispatcher.ts';

const environment = parseEnvironment('dispatcher', process.env);
const surroundings = createSurroundings(environment);
const work = dispatcher(createDependencies(environment, surroundings));

export const handler = backgroundFunction(work, surroundings);
