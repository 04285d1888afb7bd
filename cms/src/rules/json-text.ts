import type { Struct } from '@strapi/strapi';
import { type FieldProblem, problemAt } from './check';

/**
 * Reads the JSON fields that arrive as text, as Strapi's own JSON input sends them, in place: so
 * that the rules see, and the database keeps, the value and not its spelling.
 */
export function readJsonText(
  { attributes }: Struct.Schema,
  values: Record<string, unknown>,
): FieldProblem[] {
  return Object.entries(values).flatMap(([field, value]) => {
    if (attributes[field]?.type !== 'json' || typeof value !== 'string') return [];
    try {
      values[field] = value.trim() === '' ? null : JSON.parse(value);
      return [];
    } catch (error) {
      return [problemAt([field], `This is not JSON: ${(error as SyntaxError).message}`)];
    }
  });
}
