import type { MetricPoint } from '../metrics/metric-point.ts';
import { EmfError, emfPoints } from './emf-points.ts';
import type { MalformedEmf } from './malformed-emf.ts';

export interface EmfIngestion {
  readonly now: () => number;
  readonly record: (points: readonly MetricPoint[]) => void;
  readonly onMalformed: ((malformed: MalformedEmf) => void) | undefined;
}

/** The specification's limit of a log event. */
const LARGEST_LINE_BYTES = 256 * 1024;

export function ingestEmfLine(
  { now, record, onMalformed }: EmfIngestion,
  { logGroup, line }: { logGroup: string; line: string },
): void {
  if (!line.includes('"_aws"')) return;
  try {
    const root = rootOf(line);
    if (root && '_aws' in root) record(emfPoints(root, now()));
  } catch (error) {
    if (!(error instanceof EmfError)) throw error;
    onMalformed?.({ logGroup, line, reason: error.message });
  }
}

/** Undefined for a line that only mentions `_aws`. */
function rootOf(line: string): Readonly<Record<string, unknown>> | undefined {
  const document = withoutLambdaPrefix(line);
  if (!document.startsWith('{')) return undefined;
  const bytes = Buffer.byteLength(document);
  if (bytes > LARGEST_LINE_BYTES) {
    throw new EmfError(`The line has ${bytes} bytes, at most ${LARGEST_LINE_BYTES} are allowed`);
  }
  try {
    const root: unknown = JSON.parse(document);
    return typeof root === 'object' && root !== null ? { ...root } : undefined;
  } catch (cause) {
    throw new EmfError(`The line is not valid JSON: ${String(cause)}`, { cause });
  }
}

/** console.log in a Lambda function writes `<time> TAB <request id> TAB <level> TAB` first; EMF may follow it. */
function withoutLambdaPrefix(line: string): string {
  return line.startsWith('{') ? line : line.slice(line.indexOf('\t{') + 1).trimStart();
}
