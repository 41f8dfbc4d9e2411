import { AwsError } from '../../aws-endpoint/aws-error.ts';
import type { AlarmDefinition } from './alarm.ts';

/** Throws AwsError for an action that nothing here can carry out: it must not be found out during an incident. */
export function refuseUnknownActions(
  { actions }: AlarmDefinition,
  acceptsAction: (actionArn: string) => boolean,
): void {
  const unknown = Object.values(actions)
    .flat()
    .find((arn) => !acceptsAction(arn));
  if (unknown === undefined) return;
  throw new AwsError(
    'ValidationException',
    `The action ${unknown} is not supported by this local CloudWatch`,
  );
}
