import { type Infer, object, oneOf, optional } from '../lib/schema.ts';
import { type NewTask, newTaskFields } from './task.ts';

/** What happens to a new task where a live one has its key. */
export const keyPolicies = ['skip', 'replace', 'queue'] as const;
export type KeyPolicy = (typeof keyPolicies)[number];

/** A task as a wish asks for it: what it is, and what only its creation needs to know. */
export const BatchLine = object({
  ...newTaskFields,
  ifExists: optional(oneOf(keyPolicies, 'What happens where a live task has its key; else skip.')),
});
export type BatchLine = Infer<typeof BatchLine>;

/** The task alone, as its record will have it. */
export const wantedOf = ({ ifExists: _, ...wanted }: BatchLine): NewTask => wanted;
