import * as v from 'valibot';

export const flag = v.pipe(v.boolean(), v.description('true or false'));

export function oneOf<const T extends readonly (string | number)[]>(...options: T) {
  return v.pipe(v.picklist(options), v.description(`one of ${options.join(', ')}`));
}
