import { CfnCondition, CfnParameter, Fn } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** What a deployment says when it leaves the configured URLs in force. */
const AS_CONFIGURED = '';
const NONE = '{}';

export interface UrlsInForceProps {
  /** Of the deployment's parameter. */
  readonly parameter: string;
  readonly description: string;
  readonly configured: Readonly<Record<string, string>>;
}

/**
 * URLs by name: as configured, unless the deployment's parameter says otherwise. Not the parameter's default: the CDK
 * CLI keeps a parameter's last value, so that a later change of the file would not count.
 */
export class UrlsInForce extends Construct {
  /** JSON, from name to URL. */
  readonly json: string;
  /** Holds when there is at least one. */
  readonly areThere: CfnCondition;

  constructor(scope: Construct, id: string, { parameter, description, configured }: UrlsInForceProps) {
    super(scope, id);
    const json = JSON.stringify(configured);
    const given = new CfnParameter(this, 'Parameter', {
      description,
      default: AS_CONFIGURED,
      allowedPattern: String.raw`^(\{.*\})?$`,
    });
    given.overrideLogicalId(parameter);
    const isAsConfigured = Fn.conditionEquals(given.valueAsString, AS_CONFIGURED);
    const isNone = Fn.conditionEquals(given.valueAsString, NONE);

    const asConfigured = new CfnCondition(this, 'AsConfigured', { expression: isAsConfigured });
    this.json = Fn.conditionIf(asConfigured.logicalId, json, given.valueAsString).toString();
    this.areThere = new CfnCondition(this, 'AreThere', {
      expression: Fn.conditionNot(json === NONE ? Fn.conditionOr(isAsConfigured, isNone) : isNone),
    });
  }
}
