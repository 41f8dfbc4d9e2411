import { CfnCondition, CfnParameter, Fn, type ICfnRuleConditionExpression } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** What a deployment says when it leaves the configured URLs in force. */
const AS_CONFIGURED = '';
const NONE = '{}';

export interface UrlsInForceProps {
  /** Of the deployment's parameter. */
  readonly parameter: string;
  readonly description: string;
  readonly configured: Readonly<Record<string, unknown>>;
}

/**
 * URLs by name, or other things that only a deployment knows: as configured, unless the deployment's parameter says otherwise. Not the parameter's default: the CDK
 * CLI keeps a parameter's last value, so that a later change of the file would not count.
 */
export class UrlsInForce extends Construct {
  /** JSON, by name. */
  readonly json: string;
  readonly #given: CfnParameter;
  readonly #configured: string;
  #areThere: CfnCondition | undefined;

  constructor(scope: Construct, id: string, { parameter, description, configured }: UrlsInForceProps) {
    super(scope, id);
    this.#configured = JSON.stringify(configured);
    this.#given = new CfnParameter(this, 'Parameter', {
      description,
      default: AS_CONFIGURED,
      allowedPattern: String.raw`^(\{.*\})?$`,
    });
    this.#given.overrideLogicalId(parameter);
    const expression = Fn.conditionEquals(this.#given.valueAsString, AS_CONFIGURED);
    const asConfigured = new CfnCondition(this, 'AsConfigured', { expression });
    this.json = Fn.conditionIf(
      asConfigured.logicalId,
      this.#configured,
      this.#given.valueAsString,
    ).toString();
  }

  /** Holds when there is at least one. Made when it is asked for: a template has no condition that nothing uses. */
  get areThere(): CfnCondition {
    this.#areThere ??= new CfnCondition(this, 'AreThere', { expression: Fn.conditionNot(this.#isNone()) });
    return this.#areThere;
  }

  #isNone(): ICfnRuleConditionExpression {
    const { valueAsString: given } = this.#given;
    const isNone = Fn.conditionEquals(given, NONE);
    return this.#configured === NONE
      ? Fn.conditionOr(Fn.conditionEquals(given, AS_CONFIGURED), isNone)
      : isNone;
  }
}
