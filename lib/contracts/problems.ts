/** Problem types of the API (RFC 9457): `code` -> status and title. Codes are part of the contract. */
export const PROBLEMS = {
  malformed_json: { status: 400, title: 'The body is not well-formed JSON' },
  invalid_request: { status: 400, title: 'The request does not have the form the contract asks for' },
  forbidden: { status: 403, title: 'The caller lacks the role this route asks for' },
  not_found: { status: 404, title: 'There is nothing here' },
  method_not_allowed: { status: 405, title: 'This resource does not take this method' },
  request_in_progress: { status: 409, title: 'A request with this Idempotency-Key is still being worked on' },
  older_attempt: {
    status: 409,
    title: 'A rollback has ended this attempt: the directive says where the run is',
  },
  run_ended: { status: 409, title: 'The run has ended and takes nothing more' },
  directive_refused: { status: 409, title: 'The run is not where this directive makes sense' },
  no_rollback_target: { status: 409, title: 'There is no such checkpoint to go back to' },
  stale_etag: { status: 412, title: 'The resource has changed since it was read' },
  payload_too_large: { status: 413, title: 'The body is larger than this route takes' },
  unsupported_media_type: { status: 415, title: 'The body has to be application/json' },
  unknown_mode: { status: 422, title: 'No such mode is configured' },
  invalid_weights: { status: 422, title: 'The weights do not make a distribution' },
  downshift_cycle: { status: 422, title: 'The downshifts would lead back to where they start' },
  invalid_time: { status: 422, title: 'The time is not one this change can end at' },
  unknown_attempt: { status: 422, title: 'The run has not reached this attempt' },
  idempotency_key_reused: { status: 422, title: 'The Idempotency-Key stands for another request' },
  precondition_required: { status: 428, title: 'Changing this resource needs If-Match' },
  internal_error: { status: 500, title: 'Something failed on our side' },
  unavailable: { status: 503, title: 'A store this needs does not answer; try again later' },
} as const satisfies Record<string, { readonly status: number; readonly title: string }>;

export type ProblemCode = keyof typeof PROBLEMS;
