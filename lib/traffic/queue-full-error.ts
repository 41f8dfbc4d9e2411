import { ArtisanError } from '../shared/errors.ts';

/** Neither the mode nor the fallback mode has a place: the caller has to come again. */
export class QueueFullError extends ArtisanError {
  override readonly name = 'QueueFullError';

  constructor(mode: string, fallback: string) {
    const modes =
      mode === fallback ? `${mode}, the fallback mode,` : `${mode} and ${fallback}, the fallback mode,`;
    super(`As many requests are in flight for ${modes} as max_queue_size allows: ask again a moment later`);
  }
}
