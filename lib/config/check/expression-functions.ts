/** What an expression may call: the functions of JSONata 2.0.6 and those that Step Functions adds. */
export const FUNCTIONS: readonly string[] = [
  ...['sum', 'count', 'max', 'min', 'average', 'number', 'floor', 'ceil', 'round', 'abs', 'sqrt', 'power'],
  ...['string', 'substring', 'substringBefore', 'substringAfter', 'lowercase', 'uppercase', 'length', 'trim'],
  ...['pad', 'match', 'contains', 'replace', 'split', 'join', 'boolean', 'not', 'exists', 'type', 'keys'],
  ...['formatNumber', 'formatBase', 'formatInteger', 'parseInteger', 'toMillis', 'fromMillis', 'lookup'],
  ...['map', 'zip', 'filter', 'single', 'reduce', 'sift', 'append', 'spread', 'merge', 'reverse', 'each'],
  ...['error', 'assert', 'sort', 'distinct', 'clone', 'base64encode', 'base64decode', 'encodeUrlComponent'],
  ...['encodeUrl', 'decodeUrlComponent', 'decodeUrl', 'partition', 'range', 'hash', 'parse'],
];

/** They give another value each time, so that what was approved would never be what is done. */
export const CHANCE: readonly string[] = ['now', 'millis', 'random', 'shuffle', 'uuid'];
