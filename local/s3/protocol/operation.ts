import type { Permission } from '../../aws-endpoint/service.ts';
import type { Environment } from '../../cloud-assembly/resource.ts';
import type { RequestBody } from '../body/request-body.ts';
import type { Bucket } from '../store/bucket.ts';
import type { Reply } from './reply.ts';
import type { S3Request } from './s3-request.ts';

/** A call that has been authenticated. */
export interface S3Call {
  readonly request: S3Request;
  readonly body: RequestBody;
  readonly environment: Environment;
  /** By name, every bucket there is. */
  readonly buckets: ReadonlyMap<string, Bucket>;
  /** Milliseconds since the epoch, whole seconds: S3 keeps no finer time. */
  now(): number;
  /** Throws AccessDenied unless the caller may do all of it. */
  authorize(...permissions: readonly Permission[]): void;
}

/** Where a call is routed from: its method, what its path names, and the query parameter or header that sets it apart. */
export interface Route {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  readonly on: 'service' | 'bucket' | 'key';
  /** Query parameters that must all be there. */
  readonly markers?: readonly string[];
  /** A header that must be there. */
  readonly header?: string;
}

export interface Operation {
  /** As the API Reference and IAM's "Actions" know it, e.g. `PutObject`. */
  readonly name: string;
  readonly route: Route;
  /** Query parameters it understands beside the route's markers. Any other is refused. */
  readonly query?: readonly string[];
  /** `x-amz-*` headers it understands beside those of every call; one that ends in `-` stands for all that begin so. */
  readonly headers?: readonly string[];
  handle(call: S3Call): Promise<Reply>;
}
