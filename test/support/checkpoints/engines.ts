import { createEndpoint } from '../../../local/aws-endpoint/endpoint.ts';
import { openGatekeeper } from '../../../local/aws-endpoint/open-gatekeeper.ts';
import type { MovableClock } from '../../../local/clock/clock.ts';
import { createDynamoDb } from '../../../local/dynamodb/create-dynamodb.ts';
import { createS3 } from '../../../local/s3/create-s3.ts';
import { aControlTable } from '../dynamodb/control-table.ts';
import { serve } from '../serve.ts';
import { createAdapters, type Adapters, type Place } from './adapters.ts';

const ENVIRONMENT = { account: '123456789012', region: 'eu-north-1' };
const BUCKET = 'checkpoints';

export interface Engines extends Omit<Adapters, 'close'> {
  readonly place: Place;
  /** Before each request is served. */
  onRequest(listener: () => void): void;
  close(): Promise<void>;
}

/** The local DynamoDB and S3 with an empty table and an empty bucket, and the adapters on them. */
export async function startEngines(clock: MovableClock): Promise<Engines> {
  const dynamodb = createDynamoDb({ clock, environment: ENVIRONMENT });
  const s3 = await createS3({ clock, environment: ENVIRONMENT, access: 'open' });
  await dynamodb.provision([]);
  await s3.provision([{ logicalId: 'Models', type: 'AWS::S3::Bucket', physicalId: BUCKET, properties: {} }]);
  const server = createEndpoint({
    jsonServices: [dynamodb.service],
    restServices: [s3.service],
    gatekeeper: openGatekeeper,
  });
  const served = await serve(server);
  const { client: probe, close: closeProbe } = createAdapters({ url: served.url, table: '', bucket: BUCKET });
  const table = await aControlTable(probe.database);
  closeProbe();
  const place = { url: served.url, table, bucket: BUCKET };
  const adapters = createAdapters(place);
  return {
    ...adapters,
    place,
    onRequest: (listener) => server.prependListener('request', listener),
    close: async () => {
      adapters.close();
      await served.close();
      await s3.close();
      await dynamodb.close();
    },
  };
}
