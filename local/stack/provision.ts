import type { Resource } from '../cloud-assembly/resource.ts';
import type { Services } from './services.ts';

/** Stores first, then functions, then what runs them: whatever a restart resumes finds all it needs. */
export async function provision(services: Services, resources: readonly Resource[]): Promise<void> {
  const { logs, dynamodb, s3, ssm, lambda, sqs, states, events, cloudwatch } = services;
  logs.provision(resources);
  await dynamodb.provision(resources);
  await s3.provision(resources);
  ssm.provision(resources);
  lambda.provision(resources);
  sqs.provision(resources);
  states.provision(resources.filter(({ type }) => type.startsWith('AWS::StepFunctions::')));
  events.provision(resources);
  cloudwatch.provision(resources.filter(({ type }) => type.startsWith('AWS::CloudWatch::')));
}

/** What feeds others goes first; every service gets its turn, also when another fails. */
export async function closeServices(services: Services): Promise<void> {
  const { cloudwatch, events, states, sqs, lambda, ssm, s3, dynamodb } = services;
  const failures: unknown[] = [];
  for (const service of [cloudwatch, events, states, sqs, lambda, ssm, s3, dynamodb]) {
    await service.close().catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw new AggregateError(failures, 'The local stack did not stop cleanly');
}
