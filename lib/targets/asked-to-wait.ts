import { ArtisanError } from '../shared/errors.ts';

/** Why a target is not asked again at once: it said when. */
export class AskedToWait extends ArtisanError {
  override readonly name = 'AskedToWait';
  readonly milliseconds: number;

  constructor(milliseconds: number) {
    super(`asks to be left alone for ${milliseconds} ms`);
    this.milliseconds = milliseconds;
  }
}
