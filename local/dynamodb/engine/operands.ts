import type { Expression, Operand, Path } from 'dynalite/validations/index.js';

export const isPath = (operand: Operand): operand is Path => Array.isArray(operand);

export const isExpression = (operand: Operand): operand is Expression =>
  !isPath(operand) && 'args' in operand;
