import { totalOf, type CostLine } from '../../lib/cost/cost-line.ts';

const money = (dollars: number): string => dollars.toFixed(2).padStart(9);

/** For a terminal: what, how many, US dollars a month. */
export function bill(title: string, lines: readonly CostLine[]): string {
  const rows = lines.filter(({ quantity }) => quantity > 0);
  const width = Math.max(...rows.map(({ what }) => what.length));
  const text = rows.map(({ what, quantity, unit, price }) => {
    const amount = quantity.toLocaleString('en', { maximumSignificantDigits: 4 });
    return `  ${what.padEnd(width)} ${money(quantity * price)}  ${amount} ${unit}\n`;
  });
  return `${title}\n${text.join('')}  ${'together'.padEnd(width)} ${money(totalOf(lines))}\n`;
}
