import { parseEnvironment } from '../../lib/contracts/environment.ts';
import { backgroundFunction } from '../shared/background-function.ts';
import { createSurroundings } from '../shared/surroundings.ts';
import { createDependencies } from './dependencies.ts';
import { incidentNotifier } from './incident-notifier.ts';

const environment = parseEnvironment('incident-notifier', process.env);
const surroundings = createSurroundings(environment);

export const handler = backgroundFunction(
  incidentNotifier(createDependencies(environment), surroundings),
  surroundings,
);
