import { parseEnvironment } from '../../lib/contracts/environment.ts';
import { backgroundFunction } from '../shared/background-function.ts';
import { createSurroundings } from '../shared/surroundings.ts';
import { createDependencies } from './dependencies.ts';
import { drillWatch } from './drill-watch.ts';

const environment = parseEnvironment('drill-watch', process.env);
const surroundings = createSurroundings(environment);
const work = drillWatch(createDependencies(environment, surroundings));

export const handler = backgroundFunction(work, surroundings);
