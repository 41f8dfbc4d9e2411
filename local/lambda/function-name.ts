export interface FunctionTarget {
  readonly name: string;
  /** A version or an alias. */
  readonly qualifier: string;
  /** False when no qualifier was given, which means $LATEST. */
  readonly isQualified: boolean;
}

/** `name`, `name:qualifier`, `account:function:name`, or an ARN with or without a qualifier ("Invoke", API Reference). */
const TARGET =
  /^(?:arn:aws:lambda:[a-z0-9-]+:)?(?:\d{12}:)?(?:function:)?([a-zA-Z0-9-_]{1,64})(?::([$\w-]{1,128}))?$/;

/** Undefined for text that names no function. */
export function parseFunctionName(text: string): FunctionTarget | undefined {
  const [, name, qualifier] = TARGET.exec(text) ?? [];
  if (name === undefined) return undefined;
  return { name, qualifier: qualifier ?? '$LATEST', isQualified: qualifier !== undefined };
}
