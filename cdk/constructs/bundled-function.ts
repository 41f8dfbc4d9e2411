import { Duration } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { Config } from '../../lib/config/config.ts';
import type { FunctionName } from '../../lib/contracts/names.ts';
import { deployedFunction } from '../../lib/contracts/runbook-names.ts';
import { acknowledge } from '../nag/acknowledge.ts';
import { StageLogGroup } from './stage-log-group.ts';
import { stagedBundle, type BundleFiles } from './staged-bundle.ts';

export interface FunctionSettings {
  readonly stage: Config['stage'];
  readonly bundlesFolder: string;
  readonly metricsNamespace: string;
}

export interface BundledFunctionProps extends FunctionSettings {
  readonly functionName: FunctionName;
  readonly description: string;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** Data beside the bundle, for what the 4 KB of all variables together would not hold. */
  readonly files?: BundleFiles;
  /** Who gets its errors. Default: whoever called, as the API does. */
  readonly invoked?: keyof typeof ERRORS_GO_TO;
}

/** Why it has no dead-letter queue of its own. */
const ERRORS_GO_TO = {
  byRequest: 'The API calls it and gets the error; nothing is invoked asynchronously.',
  byStateMachine: 'The state machine that calls it gets the error, and its runbook says what to do about it.',
  asynchronously: 'A destination on failure keeps the event together with its error, which a DLQ does not.',
} as const;

/** A Lambda function of a shipped bundle that may write its log and nothing else yet: grants add the rest. */
export class BundledFunction extends LambdaFunction {
  readonly executionRole: Role;

  constructor(scope: Construct, id: string, props: BundledFunctionProps) {
    const { stage, bundlesFolder, functionName, memoryMb, timeoutSeconds, environment, description } = props;
    const name = deployedFunction(stage.name, functionName);
    const logGroup = new StageLogGroup(scope, `${id}Log`, { stage, logGroupName: `/aws/lambda/${name}` });
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    const bundle = stagedBundle(`${bundlesFolder}/${functionName}`, props.files);
    super(scope, id, {
      functionName: name,
      description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(bundle.folder),
      handler: 'handler.handler',
      memorySize: memoryMb,
      timeout: Duration.seconds(timeoutSeconds),
      environment: { METRICS_NAMESPACE: props.metricsNamespace, ...environment },
      logGroup,
      role,
    });
    bundle.remove();
    this.executionRole = role;
    acknowledge(this, 'Serverless-LambdaDLQ', ERRORS_GO_TO[props.invoked ?? 'byRequest']);
    acknowledge(
      this,
      'Serverless-LambdaTracing',
      'Its calls are few and timed by metrics; traces would cost more than it.',
    );
  }
}
