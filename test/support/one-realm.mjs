/**
 * Jest runs tests in a realm of their own, so an error that Node makes is no `instanceof Error` there, and the AWS
 * SDK wraps it as if it were something else. In a function there is one realm: make it so here.
 */
Object.defineProperty(Error, Symbol.hasInstance, {
  value(candidate) {
    return this === Error
      ? Error.isError(candidate)
      : Function.prototype[Symbol.hasInstance].call(this, candidate);
  },
});
