import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

const s3 = new S3Client();

export const handler = async ({ execution, ...report }) => {
  const Key = `${execution}.json`;
  await s3.send(new PutObjectCommand({ Bucket: process.env.BUCKET, Key, Body: JSON.stringify(report) }));
  return { key: Key };
};
