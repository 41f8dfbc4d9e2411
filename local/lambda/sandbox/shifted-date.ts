/**
 * Makes `Date` tell the stack's time instead of the thread's: at each call, so that a clock that is moved is seen at
 * once. Everything else about Date stays: subclasses, instanceof, its static methods, dates made from arguments.
 * Timers, performance.now() and Intl's own idea of "now" stay real.
 */
export function shiftDate(now: () => number): void {
  const WallDate = Date;
  const ShiftedDate = new Proxy(WallDate, {
    apply: () => new WallDate(now()).toString(),
    construct: (target, given: unknown[], newTarget) =>
      Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget) as Date,
  });
  WallDate.now = now;
  WallDate.prototype.constructor = ShiftedDate;
  globalThis.Date = ShiftedDate;
}
