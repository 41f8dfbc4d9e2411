import { AwsError } from '../aws-endpoint/aws-error.ts';
import { invalidParameter, missingParameter } from './errors.ts';
import { attributesBytes } from './message-attributes.ts';
import type { MessageAttributes } from './message.ts';

/** "SendMessage" of the API Reference: #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF. */
const ALLOWED = /^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]*$/u;

export interface Content {
  readonly body: string;
  readonly attributes: MessageAttributes;
}

export function contentBytes({ body, attributes }: Content): number {
  return Buffer.byteLength(body) + attributesBytes(attributes);
}

/** Throws MissingRequiredParameterException, InvalidMessageContents, InvalidParameterValueException. */
export function checkContent(content: Content, limitBytes: number): void {
  if (content.body === '') throw missingParameter('MessageBody');
  if (!ALLOWED.test(content.body)) {
    throw new AwsError(
      'InvalidMessageContents',
      'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF',
    );
  }
  if (contentBytes(content) > limitBytes) {
    throw invalidParameter(
      `One or more parameters are invalid. Reason: Message must be shorter than ${limitBytes} bytes.`,
    );
  }
}
