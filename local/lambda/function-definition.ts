/** One function of the template, ready to be run. */
export interface FunctionDefinition {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  /** `file.export`, as the template has it. */
  readonly handler: string;
  readonly runtime: string;
  readonly codeFolder: string;
  readonly roleArn: string;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  /** The template's own variables. */
  readonly variables: Readonly<Record<string, string>>;
  /** Undefined: takes part in what the account has left. */
  readonly reservedConcurrency: number | undefined;
  readonly logging: FunctionLogging;
  /** ARN of the queue for events that failed for good. */
  readonly deadLetterArn: string | undefined;
}

export interface FunctionLogging {
  readonly logGroup: string;
  /** True when the group is shared by intent: the function's name is then part of the stream's. */
  readonly ownGroup: boolean;
  readonly format: 'Text' | 'JSON';
  readonly applicationLevel: string | undefined;
  readonly systemLevel: 'DEBUG' | 'INFO' | 'WARN';
}
