import type { Environment } from '../../cloud-assembly/resource.ts';

export function tableArn({ account, region }: Environment, table: string): string {
  return `arn:aws:dynamodb:${region}:${account}:table/${table}`;
}
