/** One resource of a synthesized template, its intrinsics resolved. */
export interface Resource {
  readonly logicalId: string;
  /** E.g. `AWS::DynamoDB::Table`. */
  readonly type: string;
  /** What `Ref` gives: a name, an id or an ARN, as AWS documents for the type. */
  readonly physicalId: string;
  /** CloudFormation properties. Data from outside: parse before use. */
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Account and region every local ARN is made of. */
export interface Environment {
  readonly account: string;
  readonly region: string;
}
