import type { RequestTarget } from './http/request-target.ts';
import type { Stage } from './template/api-model.ts';

export interface StagePath {
  readonly stage: Stage;
  /** Without the stage's name, percent-decoded. */
  readonly segments: readonly string[];
  /** Likewise, as sent and without the leading slash: the end of the ARN. */
  readonly path: string;
}

/** A stage is served under its name, `$default` at the root. */
export function findStage(
  stages: readonly Stage[],
  { segments, path }: RequestTarget,
): StagePath | undefined {
  const named = stages.find(({ name }) => name === segments[0]);
  if (named) {
    const rest = segments.slice(1);
    const [, , ...parts] = path.split('/');
    return { stage: named, segments: rest.length > 0 ? rest : [''], path: parts.join('/') };
  }
  const stage = stages.find(({ name }) => name === '$default');
  return stage && { stage, segments, path: path.slice(1) };
}
