/** As CloudWatch writes times in events and reasons: `2019-10-02T17:04:40.989+0000`. */
export function eventTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('Z', '+0000');
}
