import { S3Client, S3ServiceException, type S3ClientConfig } from '@aws-sdk/client-s3';
import { AwsError } from '../../../local/aws-endpoint/aws-error.ts';
import { createEndpoint } from '../../../local/aws-endpoint/endpoint.ts';
import { openGatekeeper } from '../../../local/aws-endpoint/open-gatekeeper.ts';
import type { MovableClock } from '../../../local/clock/clock.ts';
import { createMovableClock } from '../../../local/clock/movable-clock.ts';
import type { S3Access } from '../../../local/s3/access/s3-access.ts';
import { createS3, type S3, type S3Options } from '../../../local/s3/create-s3.ts';
import { serve } from '../../support/serve.ts';

export const ENVIRONMENT = { account: '123456789012', region: 'eu-central-1' };
export const BUCKET = 'shop-photos';
export const OWNER = { accessKeyId: 'AKIDOWNER', secretAccessKey: 'owner-secret' };
/** May do what `S3WorldOptions.guestMay` says. */
export const GUEST = { accessKeyId: 'AKIDGUEST', secretAccessKey: 'guest-secret' };

/** The SDK warns of streams it cannot send twice. */
const SILENT = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

export interface S3World {
  readonly url: string;
  readonly clock: MovableClock;
  readonly s3: S3;
  /** Where it keeps its files. */
  readonly folder: string;
  /** As the owner, unless the configuration says otherwise. */
  client(config?: S3ClientConfig): S3Client;
  close(): Promise<void>;
}

export interface S3WorldOptions extends Partial<Omit<S3Options, 'clock' | 'environment'>> {
  /** Properties of the bucket in the template. */
  readonly properties?: Record<string, unknown>;
  /** `action resource` as authorised, e.g. `s3:GetObject arn:aws:s3:::shop-photos/a`. */
  readonly guestMay?: () => RegExp;
  readonly clock?: MovableClock;
}

/** S3 with the bucket shop-photos behind an endpoint; signatures are checked. */
export async function anS3World(options: S3WorldOptions = {}): Promise<S3World> {
  const {
    properties = {},
    guestMay = () => /^$/,
    clock = createMovableClock({ running: true }),
    ...rest
  } = options;
  const s3 = await createS3({ clock, environment: ENVIRONMENT, access: accessOf(guestMay), ...rest });
  await s3.provision([
    { logicalId: 'Photos', type: 'AWS::S3::Bucket', physicalId: BUCKET, properties },
    { logicalId: 'Other', type: 'AWS::S3::Bucket', physicalId: 'other-bucket', properties: {} },
  ]);
  const endpoint = createEndpoint({
    jsonServices: [],
    restServices: [s3.service],
    gatekeeper: openGatekeeper,
  });
  const served = await serve(endpoint);
  const clients: S3Client[] = [];
  return {
    url: served.url,
    clock,
    s3,
    folder: s3.folder,
    client: (config = {}) => {
      const client = new S3Client({
        endpoint: served.url,
        region: ENVIRONMENT.region,
        credentials: OWNER,
        maxAttempts: 1,
        logger: SILENT,
        ...config,
      });
      clients.push(client);
      return client;
    },
    close: async () => {
      for (const client of clients) client.destroy();
      await served.close();
      await s3.close();
    },
  };
}

/** A world for the time of `use`. */
export async function withS3World<T>(
  options: S3WorldOptions,
  use: (world: S3World) => Promise<T>,
): Promise<T> {
  const world = await anS3World(options);
  try {
    return await use(world);
  } finally {
    await world.close();
  }
}

function accessOf(guestMay: () => RegExp): S3Access {
  const owner = { arn: 'arn:aws:iam::123456789012:root', credentials: OWNER };
  const guest = { arn: 'arn:aws:iam::123456789012:user/guest', credentials: GUEST };
  return {
    identify: (accessKeyId) =>
      [owner, guest].find(({ credentials }) => credentials.accessKeyId === accessKeyId),
    authorize: ({ arn }, permissions) => {
      const denied = permissions.find(({ action, resource }) => !guestMay().test(`${action} ${resource}`));
      if (arn === owner.arn || !denied) return;
      throw new AwsError(
        'AccessDeniedException',
        `User: ${arn} is not authorized to perform: ${denied.action}`,
      );
    },
  };
}

/** The name, status and fields of the error that a call is refused with. */
export async function refusalOf(call: Promise<unknown>): Promise<Record<string, unknown>> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof S3ServiceException)) throw error;
    const { name, message, $metadata } = error;
    return {
      ...Object.fromEntries(Object.entries(error)),
      name,
      message,
      statusCode: $metadata.httpStatusCode,
    };
  }
  throw new Error('The call was not refused');
}
