/** Answers the parsed body of a call. Throws AwsError. */
export type Operation = (input: Readonly<Record<string, unknown>>) => unknown;

export type Operations = Readonly<Record<string, Operation>>;
