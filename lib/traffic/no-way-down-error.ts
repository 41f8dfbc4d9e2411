import { ArtisanError } from '../shared/errors.ts';

/** The configuration says of no other mode that its sessions go there. */
export class NoWayDownError extends ArtisanError {
  override readonly name = 'NoWayDownError';

  constructor(mode: string) {
    super(`traffic_distribution.downshift names no mode that ${JSON.stringify(mode)} could be sent to`);
  }
}
