import { StalePreconditionError } from '../../lib/shared/precondition-errors.ts';
import type { ApiRequest } from '../shared/http.ts';
import { ifMatch } from '../shared/if-match.ts';
import { etagOfBody, resource } from '../shared/resource.ts';
import { route } from '../shared/route.ts';
import { runOf } from '../shared/runs/run-path.ts';
import { checkpointAnswer } from './answers.ts';
import type { CheckpointDependencies } from './dependencies.ts';
import { stepOf } from './path.ts';
import { chosen } from './reads.ts';
import { withRefusals } from './refusals.ts';

/** A pinned checkpoint stays until somebody unpins it. */
export function pinRoutes(deps: CheckpointDependencies) {
  const change = ({ path, headers }: ApiRequest<undefined>, by: string | undefined) =>
    withRefusals(deps.downloads, async () => {
      const matches = ifMatch(headers['if-match']);
      const find = () => chosen(deps, runOf(path), { kind: 'step', step: stepOf(path) });
      const { record, among } = await find();
      if (!matches(etagOfBody(checkpointAnswer(record, among))))
        throw new StalePreconditionError('checkpoint');
      // Pruned, or saved anew, in between: the look after it answers that.
      await deps.store.pin(record, by);
      const after = await find();
      return resource(checkpointAnswer(after.record, after.among));
    });
  return {
    'PUT /v1/runs/{run}/checkpoints/{step}/pin': route({
      roles: ['operator'],
      handle: (request) => change(request, request.caller.name),
    }),
    'DELETE /v1/runs/{run}/checkpoints/{step}/pin': route({
      roles: ['operator'],
      handle: (request) => change(request, undefined),
    }),
  };
}
