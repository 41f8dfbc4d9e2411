import { createDynamoDbClient } from '../../lib/aws/dynamodb-client.ts';
import { DynamoDbTrainingFigures } from '../../lib/aws/dynamodb-training-figures.ts';
import { createS3Client } from '../../lib/aws/s3-client.ts';
import { S3RunSeries } from '../../lib/aws/s3-run-series.ts';
import type { EnvironmentOf } from '../../lib/contracts/environment.ts';
import type { Surroundings } from '../shared/api-function.ts';
import { createCheckpointPorts } from '../shared/runs/run-checkpoints.ts';
import { createRunDependencies } from '../shared/runs/run-dependencies.ts';

/** The real world of the training function. */
export function createDependencies(environment: EnvironmentOf<'training'>, surroundings: Surroundings) {
  const common = createRunDependencies(environment, surroundings);
  return {
    ...common,
    ...createCheckpointPorts(environment),
    runIds: common.ids,
    series: new S3RunSeries(createS3Client(), environment.SERIES_BUCKET),
    figures: new DynamoDbTrainingFigures(createDynamoDbClient(), environment.CONTROL_TABLE),
    onUntold: (error: unknown) => {
      surroundings.log.error('The figures of a batch are missing from GET /metrics', error);
    },
    onStaleList: (error: unknown) => {
      surroundings.log.error('The list of runs shows an older state of one', error);
    },
  };
}
