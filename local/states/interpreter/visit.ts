import type { State, Writes } from '../asl/definition.ts';
import { exceedsPayloadLimit } from '../data-limit.ts';
import type { VisitProgress } from '../executions/frame-progress.ts';
import type { Bindings } from '../jsonata/expression.ts';
import { QueryEvaluationError } from '../jsonata/query-evaluation-error.ts';
import { evaluateTemplate, type Template } from '../jsonata/template.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { contextObject } from './context-object.ts';
import type { Frame, MapItem } from './frame.ts';
import { dataLimitExceeded } from './open-task.ts';
import { StatesError } from './states-error.ts';
import type { Walk } from './walk.ts';

/** What an expression sees beside input, variables and context. */
export interface Given {
  readonly result?: Json;
  readonly errorOutput?: Json;
  /** In the context, instead of the item that the state's own frame is about. */
  readonly mapItem?: MapItem | undefined;
}

/** How a state is left. */
export interface Exit {
  readonly output: Json;
  /** The output as JSON. */
  readonly text: string;
  readonly assigned: JsonObject | undefined;
  /** Absent at the end of the group. */
  readonly next: string | undefined;
}

interface VisitParts {
  readonly frame: Frame;
  readonly state: State;
  readonly walk: Walk;
  readonly progress: Pick<VisitProgress, 'input' | 'enteredEventId' | 'enteredAt' | 'retryCount'>;
}

/** A state that was entered and not yet left. */
export class Visit {
  readonly frame: Frame;
  readonly state: State;
  readonly input: Json;
  readonly enteredEventId: number;
  readonly enteredAt: number;
  /** For the groups of states inside this one. */
  readonly walk: Walk;
  retryCount: number;
  taskToken: string | undefined;

  constructor({ frame, state, walk, progress }: VisitParts) {
    this.frame = frame;
    this.state = state;
    this.walk = walk;
    this.input = progress.input;
    this.enteredEventId = progress.enteredEventId;
    this.enteredAt = progress.enteredAt;
    this.retryCount = progress.retryCount;
  }

  /** Throws QueryEvaluationError. `location` is the field's path in the state. */
  async evaluate(template: Template, location: string, given: Given = {}): Promise<Json> {
    if (template.kind === 'constant') return template.value;
    return evaluateTemplate(template, this.#bindings(given), location);
  }

  /** Output and variables; both see the variables as they were before. `fallback` is the output when none is set. */
  async leave(
    writes: Writes,
    next: string | undefined,
    { fallback, location = '', ...given }: Given & { readonly fallback: Json; readonly location?: string },
  ): Promise<Exit> {
    const { output: template, assign } = writes;
    const output = template ? await this.evaluate(template, `${location}Output`, given) : fallback;
    const assigned = assign && (await this.evaluate(assign, `${location}Assign`, given));
    const text = JSON.stringify(output);
    if (exceedsPayloadLimit(text)) throw dataLimitExceeded(this.state.name);
    return { output, text, assigned: isJsonObject(assigned) ? assigned : undefined, next };
  }

  /** Runs what evaluates JSONata: a failure of that goes into the history and becomes an error that can be caught. */
  async reportingEvaluation<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof QueryEvaluationError)) throw error;
      const { name } = this.state;
      const failure = { error: 'States.QueryEvaluationError', cause: this.explain(error.message) };
      const location = error.location === undefined ? {} : { location: error.location };
      this.frame.record('EvaluationFailed', { ...failure, ...location, state: name });
      throw new StatesError(failure.error, failure.cause);
    }
  }

  /** A cause in AWS's words. */
  explain(message: string): string {
    const { name } = this.state;
    return `An error occurred while executing the state '${name}' (entered at the event id #${this.enteredEventId}). ${message}`;
  }

  #bindings({ mapItem, ...given }: Given): Bindings {
    const { execution, variables, runtime } = this.frame;
    const context = contextObject({
      execution,
      stateName: this.state.name,
      enteredAt: this.enteredAt,
      retryCount: 'retry' in this.state ? this.retryCount : undefined,
      taskToken: this.taskToken,
      mapItem: mapItem ?? this.frame.mapItem,
    });
    return { ...runtime.functions, ...variables.all(), states: { input: this.input, context, ...given } };
  }
}
