import { createHash } from 'node:crypto';
import { invalidParameter } from './errors.ts';
import type { MessageAttribute, MessageAttributes } from './message.ts';

/** Rules of "Amazon SQS message attributes" in the developer guide. */
const MOST_ATTRIBUTES = 10;
const NAME = /^(?!\.)(?!.*\.\.)(?!.*\.$)[A-Za-z0-9_.-]{1,256}$/;
const RESERVED = /^(aws|amazon)\./i;
const TYPE = /^(String|Number|Binary)(\..{1,249})?$/s;

/** Throws InvalidParameterValueException. */
export function checkMessageAttributes(attributes: MessageAttributes): void {
  const names = Object.keys(attributes);
  if (names.length > MOST_ATTRIBUTES) {
    throw invalidParameter(
      `Number of message attributes [${names.length}] exceeds the allowed maximum [${MOST_ATTRIBUTES}].`,
    );
  }
  for (const [name, attribute] of Object.entries(attributes)) {
    if (!NAME.test(name) || RESERVED.test(name)) {
      throw invalidParameter(
        `The message attribute name '${name}' is invalid. Allowed are A-Z, a-z, 0-9, _ - and single dots inside, at most 256, not starting with AWS. or Amazon.`,
      );
    }
    checkAttribute(name, attribute);
  }
}

function checkAttribute(name: string, { DataType, StringValue, BinaryValue }: MessageAttribute): void {
  const kind = TYPE.exec(DataType)?.[1];
  if (!kind) {
    throw invalidParameter(
      `The type of message attribute '${name}' is invalid. You must use only the following supported type prefixes: Binary, Number, String.`,
    );
  }
  const value = kind === 'Binary' ? BinaryValue : StringValue;
  if (!value) {
    throw invalidParameter(`The message attribute '${name}' must contain a non-empty value of type ${kind}.`);
  }
  if (kind === 'Number' && !Number.isFinite(Number(value))) {
    throw invalidParameter(`Can't cast the value of message attribute '${name}' to a number.`);
  }
}

/** Names, types and values all count towards the size of a message. */
export function attributesBytes(attributes: MessageAttributes): number {
  let bytes = 0;
  for (const [name, attribute] of Object.entries(attributes)) {
    bytes += Buffer.byteLength(name) + Buffer.byteLength(attribute.DataType) + valueOf(attribute).length;
  }
  return bytes;
}

/**
 * "Calculating the MD5 message digest for message attributes" of the developer guide: by name, each part preceded by
 * its length in four bytes. SDKs refuse an answer whose digest differs. Undefined without attributes.
 */
export function md5OfAttributes(attributes: MessageAttributes): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const hash = createHash('md5');
  for (const name of names) {
    const attribute = attributes[name];
    if (!attribute) continue;
    hash.update(counted(Buffer.from(name)));
    hash.update(counted(Buffer.from(attribute.DataType)));
    hash.update(Buffer.of(isBinary(attribute) ? 2 : 1));
    hash.update(counted(valueOf(attribute)));
  }
  return hash.digest('hex');
}

export function md5OfBody(body: string): string {
  return createHash('md5').update(body).digest('hex');
}

function isBinary({ DataType }: MessageAttribute): boolean {
  return DataType.startsWith('Binary');
}

function valueOf(attribute: MessageAttribute): Buffer {
  return isBinary(attribute)
    ? Buffer.from(attribute.BinaryValue ?? '', 'base64')
    : Buffer.from(attribute.StringValue ?? '');
}

function counted(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
