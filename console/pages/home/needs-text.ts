/** @param isOld what is known is not what was asked for last: nobody is told that nothing waits by that */
export function needsText(known: number, isOld: boolean): string {
  if (isOld) return 'Not known now whether anything waits for you';
  return known === 0 ? 'Nothing waits for you: no approval, no open incident.' : 'Needs somebody';
}
