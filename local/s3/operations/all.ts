import type { Operation } from '../protocol/operation.ts';
import { abortMultipartUpload } from './abort-multipart-upload.ts';
import { getBucketLocation, headBucket, listBuckets } from './buckets.ts';
import { completeMultipartUpload } from './complete-multipart-upload.ts';
import { copyObject } from './copy-object.ts';
import { createMultipartUpload } from './create-multipart-upload.ts';
import { deleteObject } from './delete-object.ts';
import { deleteObjects } from './delete-objects.ts';
import { getObject, headObject } from './get-object.ts';
import { listMultipartUploads } from './list-multipart-uploads.ts';
import { listObjectsV2 } from './list-objects-v2.ts';
import { listParts } from './list-parts.ts';
import { putObject } from './put-object.ts';
import { uploadPart } from './upload-part.ts';

/** Everything this S3 does. Of two that fit a request the first is meant, so the more specific come first. */
export const OPERATIONS: readonly Operation[] = [
  uploadPart,
  listParts,
  abortMultipartUpload,
  createMultipartUpload,
  completeMultipartUpload,
  copyObject,
  putObject,
  getObject,
  headObject,
  deleteObject,
  deleteObjects,
  listObjectsV2,
  listMultipartUploads,
  getBucketLocation,
  headBucket,
  listBuckets,
];
