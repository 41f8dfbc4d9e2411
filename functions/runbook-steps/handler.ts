import { parseEnvironment } from '../../lib/contracts/environment.ts';
import { stepRequest } from '../../lib/contracts/runbook-step.ts';
import { runStep } from '../../lib/runbooks/run-step.ts';
import { createSurroundings } from '../shared/surroundings.ts';
import { taskFunction } from '../shared/task-function.ts';
import { tellStep } from '../shared/tell-step.ts';
import { createDependencies } from './dependencies.ts';

const environment = parseEnvironment('runbook-steps', process.env);
const surroundings = createSurroundings(environment);
const dependencies = createDependencies(environment, surroundings);

export const handler = taskFunction(
  { event: stepRequest, tell: tellStep, handle: async (request) => runStep(dependencies, request) },
  surroundings,
);
