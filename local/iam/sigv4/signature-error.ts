/**
 * Why a signature was not accepted. Each protocol has its own code for each
 * (`SignatureDoesNotMatch` is S3's word for `mismatch`, `InvalidSignatureException` everyone else's).
 */
export type SignatureProblem =
  | 'missing'
  | 'incomplete'
  | 'unknown-key'
  | 'wrong-scope'
  | 'unsigned-host'
  | 'not-yet-valid'
  | 'expired'
  | 'mismatch';

export class SignatureError extends Error {
  override readonly name = 'SignatureError';
  readonly problem: SignatureProblem;

  constructor(problem: SignatureProblem, message: string) {
    super(message);
    this.problem = problem;
  }
}
