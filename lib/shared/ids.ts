import { randomBytes } from 'node:crypto';

/** Makes a new id at each call. */
export type IdSource = () => string;

/** 96 random bits, 16 characters: two of a billion collide once in 10^11 tries. */
export const randomId: IdSource = () => randomBytes(12).toString('base64url');
