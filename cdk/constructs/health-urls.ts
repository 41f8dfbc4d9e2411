import { CfnCondition, CfnParameter, Fn } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { HealthUrls } from '../../lib/contracts/health.ts';

/** What a deployment says when it leaves the configured URLs in force. */
const AS_CONFIGURED = '';
const NONE = '{}';

/**
 * Where models say whether they are well: as configured, unless the deployment's parameter says otherwise. Not the
 * parameter's default: the CDK CLI keeps a parameter's last value, so that a later change of the file would not count.
 */
export class HealthUrlsInForce extends Construct {
  /** JSON, from model to URL. */
  readonly json: string;
  /** Holds when there is at least one. */
  readonly areThere: CfnCondition;

  constructor(scope: Construct, id: string, { configured }: { readonly configured: HealthUrls }) {
    super(scope, id);
    const json = JSON.stringify(configured);
    const given = new CfnParameter(this, 'Parameter', {
      description:
        'Health URLs of this deployment: JSON from model to URL, {} for none, empty for as configured',
      default: AS_CONFIGURED,
      allowedPattern: String.raw`^(\{.*\})?$`,
    });
    given.overrideLogicalId('HealthUrls');
    const isAsConfigured = Fn.conditionEquals(given.valueAsString, AS_CONFIGURED);
    const isNone = Fn.conditionEquals(given.valueAsString, NONE);

    const asConfigured = new CfnCondition(this, 'AsConfigured', { expression: isAsConfigured });
    this.json = Fn.conditionIf(asConfigured.logicalId, json, given.valueAsString).toString();
    this.areThere = new CfnCondition(this, 'AreThere', {
      expression: Fn.conditionNot(json === NONE ? Fn.conditionOr(isAsConfigured, isNone) : isNone),
    });
  }
}
