import { parseEnvironment } from '../../lib/contracts/environment.ts';
import { backgroundFunction } from '../shared/background-function.ts';
import { createSurroundings } from '../shared/surroundings.ts';
import { createDependencies } from './dependencies.ts';
import { checkpointSweeper } from './checkpoint-sweeper.ts';

const environment = parseEnvironment('checkpoint-sweeper', process.env);
const surroundings = createSurroundings(environment);

export const handler = backgroundFunction(
  checkpointSweeper(createDependencies(environment, surroundings)),
  surroundings,
);
