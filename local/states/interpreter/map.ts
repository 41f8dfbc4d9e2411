import type { MapState } from '../asl/definition.ts';
import type { AttemptProgress } from '../executions/frame-progress.ts';
import { QueryEvaluationError } from '../jsonata/query-evaluation-error.ts';
import { isJsonArray, type Json } from '../json.ts';
import { runBranches } from './branches.ts';
import type { Frame } from './frame.ts';
import { expectArray, expectCount } from './typed-result.ts';
import type { Exit, Visit } from './visit.ts';

/** "Using Map state in Inline mode": up to 40 concurrent iterations. */
const MOST_CONCURRENT = 40;

export async function runMap(visit: Visit, state: MapState, progress: AttemptProgress): Promise<Exit> {
  const { frame } = visit;
  const { items, concurrency, startedEventId } = progress.map ?? (await begin(visit, state));
  const result = await runBranches(frame, {
    count: items.length,
    concurrency,
    open: (index) => {
      const child = frame.child(index, state.processor, { Index: index, Value: items[index] ?? null });
      child.lastEventId = startedEventId;
      return child;
    },
    run: (child) => iterate(visit, state, child),
    onFailed: (child, index) => child.record('MapIterationFailed', { name: state.name, index }),
    onAborted: (child, index) => child.record('MapIterationAborted', { name: state.name, index }),
  });
  if (!progress.succeeded) frame.record('MapStateSucceeded');
  return visit.leave(state, state.next, { fallback: result, result });
}

async function begin(visit: Visit, state: MapState) {
  const { frame } = visit;
  const items = await itemsOf(visit, state);
  const concurrency = await concurrencyOf(visit, state);
  const startedEventId = frame.record('MapStateStarted', { length: items.length }, { items, concurrency });
  return { items, concurrency, startedEventId };
}

async function itemsOf(visit: Visit, { items }: MapState): Promise<readonly Json[]> {
  if (items) return expectArray(items, 'Items', await visit.evaluate(items, 'Items'));
  if (isJsonArray(visit.input)) return visit.input;
  throw new QueryEvaluationError(`Map state input must be an array but was: ${JSON.stringify(visit.input)}`);
}

/** 0 is as many as there can be. */
async function concurrencyOf(visit: Visit, { maxConcurrency: template }: MapState): Promise<number> {
  const wanted = template
    ? expectCount(template, 'MaxConcurrency', await visit.evaluate(template, 'MaxConcurrency'))
    : 0;
  return wanted === 0 ? MOST_CONCURRENT : Math.min(wanted, MOST_CONCURRENT);
}

async function iterate(visit: Visit, { itemSelector, name }: MapState, child: Frame): Promise<Json> {
  const { mapItem } = child;
  const progress = child.takeProgress();
  const begun = progress?.visit !== undefined || progress?.exit !== undefined;
  const select = itemSelector && !begun;
  const input = select ? await visit.evaluate(itemSelector, 'ItemSelector', { mapItem }) : mapItem?.Value;
  const event = { name, index: mapItem?.Index ?? 0 };
  if (!begun) child.record('MapIterationStarted', event);
  const output = await visit.walk(child, input ?? null, begun ? progress : undefined);
  if (!progress?.counted) child.record('MapIterationSucceeded', event);
  return output;
}
