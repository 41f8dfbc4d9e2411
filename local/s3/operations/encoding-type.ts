import { invalidArgument } from '../protocol/s3-error.ts';

export type EncodeKey = (key: string) => string;

/** How keys are written in a list: as they are, or with `encoding-type=url` as a form would send them. */
export function readEncoding(query: ReadonlyMap<string, string>): EncodeKey {
  const type = query.get('encoding-type');
  if (type === undefined) return (key) => key;
  if (type !== 'url')
    throw invalidArgument('encoding-type', type, 'Invalid Encoding Method specified in Request');
  return encodeLikeForm;
}

const encodeLikeForm: EncodeKey = (key) =>
  encodeURIComponent(key)
    .replace(/[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+')
    .replaceAll('%2F', '/');
