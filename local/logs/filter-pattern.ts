import { AwsError } from '../aws-endpoint/aws-error.ts';

/** Terms: bare words and "quoted text"; `-` leaves out, `?` makes a choice. */
const TERM = /([-?]?)(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))/g;
/** JSON, space-delimited and regular expression patterns. */
const OTHER_SYNTAX = /^\s*[{[%]/;

/**
 * Whether a message matches a filter pattern of plain terms (Filter pattern syntax, CloudWatch Logs User Guide): all
 * bare terms must occur, none of the `-` ones, and at least one of the `?` ones if no bare term is given.
 */
export function createFilter(pattern: string | undefined): (message: string) => boolean {
  if (pattern === undefined || pattern.trim() === '') return () => true;
  if (OTHER_SYNTAX.test(pattern)) {
    throw new AwsError(
      'InvalidParameterException',
      `Only patterns of plain terms are supported here, not ${pattern}`,
    );
  }
  const terms = [...pattern.matchAll(TERM)].map(([, sign = '', quoted, bare]) => ({
    sign,
    text: quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '',
  }));
  const of = (wanted: string): string[] =>
    terms.filter(({ sign }) => sign === wanted).map(({ text }) => text);
  const [required, excluded, optional] = [of(''), of('-'), of('?')];
  return (message) =>
    required.every((text) => message.includes(text)) &&
    !excluded.some((text) => message.includes(text)) &&
    (required.length > 0 || optional.length === 0 || optional.some((text) => message.includes(text)));
}
