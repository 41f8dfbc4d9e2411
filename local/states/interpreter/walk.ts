import type { FrameProgress } from '../executions/frame-progress.ts';
import type { Json } from '../json.ts';
import type { Frame } from './frame.ts';

/** Walks through a frame's states, from the first or from where a restart interrupted it, to its output. */
export type Walk = (frame: Frame, input: Json, progress?: FrameProgress) => Promise<Json>;
