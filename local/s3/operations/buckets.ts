import type { Operation } from '../protocol/operation.ts';
import { xmlReply } from '../protocol/reply.ts';
import { xmlDocument, type XmlElement } from '../protocol/xml-writer.ts';
import { ownerElement } from './owner.ts';
import { onBucket, targetBucket } from './target.ts';

export const listBuckets: Operation = {
  name: 'ListBuckets',
  route: { method: 'GET', on: 'service' },
  handle: (call) => {
    call.authorize({ action: 's3:ListAllMyBuckets', resource: '*' });
    const buckets = [...call.buckets.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    const elements = buckets.map(({ name, createdAt }): XmlElement => [
      'Bucket',
      [
        ['Name', name],
        ['CreationDate', new Date(createdAt).toISOString()],
        ['BucketRegion', call.environment.region],
      ],
    ]);
    return Promise.resolve(
      xmlReply('ListAllMyBucketsResult', [ownerElement(call.environment), ['Buckets', elements]]),
    );
  },
};

export const headBucket: Operation = {
  name: 'HeadBucket',
  route: { method: 'HEAD', on: 'bucket' },
  handle: (call) => {
    call.authorize(onBucket('ListBucket', targetBucket(call)));
    return Promise.resolve({ statusCode: 200, headers: { 'x-amz-bucket-region': call.environment.region } });
  },
};

export const getBucketLocation: Operation = {
  name: 'GetBucketLocation',
  route: { method: 'GET', on: 'bucket', markers: ['location'] },
  handle: (call) => {
    call.authorize(onBucket('GetBucketLocation', targetBucket(call)));
    const { region } = call.environment;
    // us-east-1 has no location constraint, for it is older than they are.
    const body = xmlDocument('LocationConstraint', region === 'us-east-1' ? '' : region);
    return Promise.resolve({ statusCode: 200, headers: { 'content-type': 'application/xml' }, body });
  },
};
