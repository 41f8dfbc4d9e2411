import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { createAwsCaller } from '../../../lib/aws/aws-caller.ts';
import { createAwsTarget } from '../../../lib/aws/aws-target.ts';
import type { TargetConfig } from '../../../lib/contracts/targets.ts';
import { aTargetWorld } from './target-world.ts';

/** The example as operators copy it. */
const { targets } = parse(readFileSync('configs/examples/targets-aws.yaml', 'utf8')) as {
  targets: Record<string, { aws: NonNullable<TargetConfig['aws']> }>;
};

export const anAwsWorld = () => ({ ...aTargetWorld(), caller: createAwsCaller() });

export const anExampleTarget = (name: string, world = anAwsWorld()) =>
  createAwsTarget(name, targets[name]?.aws ?? {}, world);

/** How RDS and ElastiCache refuse. */
export const queryError = (code: string, status = 400) => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body: `<ErrorResponse xmlns="http://rds.amazonaws.com/doc/2014-10-31/"><Error><Type>Sender</Type><Code>${code}</Code><Message>No &lt;way&gt;</Message></Error><RequestId>r</RequestId></ErrorResponse>`,
});
