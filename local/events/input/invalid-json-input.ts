/** What a target would have been sent is not JSON. No retry helps. */
export class InvalidJsonInput extends Error {
  override readonly name = 'InvalidJsonInput';
}
