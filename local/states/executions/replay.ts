import type { Json, JsonObject } from '../json.ts';
import type { AttemptProgress, FrameProgress, VisitProgress } from './frame-progress.ts';
import type { HistoryEvent } from './history-event.ts';
import type { JournalLine, Note } from './journal.ts';

type Frames = Map<string, FrameProgress>;

/** Folds an execution's journal into how far each of its frames has come. */
export function replay(lines: readonly JournalLine[]): Frames {
  const frames: Frames = new Map();
  for (const line of lines) {
    const { frame: path, event, note = {} } = line;
    if (path === undefined) continue;
    const frame = frames.get(path) ?? { lastEventId: 0, variables: {}, counted: false };
    frames.set(path, frame);
    if (event) {
      applyEvent(frame, event, note);
      if (endsInnerFrames(event.type)) deleteInnerFrames(frames, path);
    } else applyNote(frame, note);
  }
  return frames;
}

function applyEvent(frame: FrameProgress, event: HistoryEvent, note: Note): void {
  frame.lastEventId = event.id;
  if (event.type.endsWith('StateEntered')) frame.visit = enter(frame, event);
  else if (event.type.endsWith('StateExited')) exit(frame, event, note);
  else if (event.type === 'MapIterationSucceeded') frame.counted = true;
  else if (frame.visit) applyToAttempt(frame.visit.attempt, event, note);
}

function enter(frame: FrameProgress, { id, timestamp, details = {} }: HistoryEvent): VisitProgress {
  delete frame.exit;
  return {
    state: text(details, 'name'),
    input: parse(text(details, 'input')),
    enteredEventId: id,
    enteredAt: timestamp,
    retryCount: 0,
    counters: undefined,
    attempt: {},
  };
}

function exit(frame: FrameProgress, { details = {} }: HistoryEvent, { next = null }: Note): void {
  delete frame.visit;
  frame.exit = { next, output: parse(text(details, 'output')) };
  const assigned = (details['assignedVariables'] ?? {}) as Readonly<Record<string, string>>;
  const values = Object.entries(assigned).map(([name, value]) => [name, parse(value)] as const);
  frame.variables = { ...frame.variables, ...Object.fromEntries(values) };
}

function applyToAttempt(attempt: AttemptProgress, event: HistoryEvent, note: Note): void {
  const { type, details = {} } = event;
  switch (type) {
    case 'TaskScheduled':
      attempt.scheduled = {
        arguments: parse(text(details, 'parameters')),
        timeoutSeconds: details['timeoutInSeconds'] as number | undefined,
        heartbeatSeconds: details['heartbeatInSeconds'] as number | undefined,
        token: note.token,
        scheduledAt: event.timestamp,
      };
      break;
    case 'TaskSubmitted':
      if (attempt.scheduled) attempt.scheduled.submitted = { answer: parse(text(details, 'output')) };
      break;
    case 'TaskSucceeded':
      attempt.result = { value: parse(text(details, 'output')) };
      break;
    case 'TaskFailed':
    case 'TaskTimedOut':
    case 'EvaluationFailed':
      attempt.failure = { ...details, ...(note.alias !== undefined && { alias: note.alias }) };
      break;
    case 'ParallelStateStarted':
      attempt.argument = { value: note.argument ?? null };
      break;
    case 'MapStateStarted':
      attempt.map = { items: note.items ?? [], concurrency: note.concurrency ?? 1, startedEventId: event.id };
      break;
    case 'ParallelStateSucceeded':
    case 'MapStateSucceeded':
      attempt.succeeded = true;
      break;
    default:
  }
}

function applyNote(frame: FrameProgress, note: Note): void {
  const { visit } = frame;
  if (!visit) return;
  if (note.waitUntil !== undefined) visit.attempt.waitUntil = note.waitUntil;
  if (note.beatAt !== undefined && visit.attempt.scheduled) visit.attempt.scheduled.beatAt = note.beatAt;
  if (note.retry) {
    visit.retryCount = note.retry.count;
    visit.counters = note.retry.counters;
    visit.attempt = { retryAt: note.retry.at };
  }
}

/** Branches and iterations end with their state, and begin anew with each attempt at it. */
function endsInnerFrames(type: string): boolean {
  return type === 'ParallelStateStarted' || type === 'MapStateStarted' || type.endsWith('StateExited');
}

function deleteInnerFrames(frames: Frames, path: string): void {
  for (const inner of frames.keys()) {
    if (inner.startsWith(`${path}/`)) frames.delete(inner);
  }
}

function text(details: JsonObject, name: string): string {
  const value = details[name];
  if (typeof value !== 'string') throw new Error(`The journal has an event without ${name}`);
  return value;
}

function parse(json: string): Json {
  return JSON.parse(json) as Json;
}
