/** Applies the table of rules to what somebody wants to save. */
import type { Struct } from '@strapi/strapi';
import type { z } from 'zod';
import { componentRules, typeRules } from './table';

/** A problem in the form in which Strapi's admin shows it at its field. */
export interface FieldProblem {
  path: (string | number)[];
  message: string;
  name: 'ValidationError';
}

export type Values = Readonly<Record<string, unknown>>;

export const problemAt = (path: (string | number)[], message: string): FieldProblem => ({
  path,
  message,
  name: 'ValidationError',
});

/**
 * The rules that `values` break. Fields that are not there are not looked at: what must be there,
 * Strapi checks by the schema.
 * @param complete whether what a draft may still lack counts too.
 */
export function brokenRules(
  schema: Struct.Schema,
  values: Values,
  complete: boolean,
): FieldProblem[] {
  const rules = typeRules[schema.uid] ?? componentRules[schema.uid] ?? {};
  const own = Object.entries(rules).flatMap(([field, rule]) => {
    const value = field === '' ? values : values[field];
    return isAbsent(value) ? [] : issuesOf(rule, value, field === '' ? [] : [field], complete);
  });
  const nested = Object.entries(schema.attributes).flatMap(([field, attribute]) => {
    const value = values[field];
    if (attribute.type !== 'component' || isAbsent(value)) return [];
    const inner = strapi.getModel(attribute.component);
    const items = attribute.repeatable === true ? asList(value) : [value];
    return items.flatMap((item, index) => {
      const path = attribute.repeatable === true ? [field, index] : [field];
      return brokenRules(inner, asValues(item), complete).map((problem) => ({
        ...problem,
        path: [...path, ...problem.path],
      }));
    });
  });
  return [...own, ...nested];
}

/** One problem a field, which says all that is wrong with it: the admin shows no more than one. */
export function mergedByField(problems: readonly FieldProblem[]): FieldProblem[] {
  const byField = Map.groupBy(problems, ({ path }) => path.join('.'));
  return [...byField.values()].flatMap((same) => {
    const [first] = same;
    const messages = new Set(same.map(({ message }) => message));
    return first ? [problemAt(first.path, [...messages].join(' '))] : [];
  });
}

function issuesOf(
  rule: z.ZodType,
  value: unknown,
  path: (string | number)[],
  complete: boolean,
): FieldProblem[] {
  const result = rule.safeParse(value);
  if (result.success) return [];
  return (
    result.error.issues
      // A value of the wrong type, or none: Strapi says so in its own words.
      .filter(({ code }) => code !== 'invalid_type')
      .filter((issue) => complete || issue.code !== 'custom' || issue.params?.incomplete !== true)
      .map((issue) => {
        const inner = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
        return problemAt([...path, ...inner], issue.message);
      })
  );
}

export const isAbsent = (value: unknown): value is null | undefined | '' =>
  value === null || value === undefined || value === '';

export const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

export const asValues = (value: unknown): Values =>
  typeof value === 'object' && value !== null ? { ...value } : {};
