/**
 * The rules of the content, enforced for every way in: admin, REST, import and code all save
 * through the Document Service, and this stands in front of it.
 */
import { imagesUsed, referencesUsed, validate } from '@meridian/article';
import { draftMarksOf } from '@meridian/content';
import type { Core, Modules, UID } from '@strapi/strapi';
import { errors } from '@strapi/utils';
import {
  asList,
  asValues,
  brokenRules,
  type FieldProblem,
  isAbsent,
  mergedByField,
  problemAt,
  type Values,
} from './check';
import { readJsonText } from './json-text';
import { withoutKeptBlocks } from './kept-blocks';

type Context = Modules.Documents.Middleware.Context;

/** Makes every save and every publication pass the rules first. */
export function enforceRules(strapi: Core.Strapi): void {
  strapi.documents.use(async (context, next) => {
    const problems = mergedByField(await problemsOf(strapi, context));
    if (problems.length > 0) {
      const [first] = problems;
      const more = problems.length > 1 ? ` (and ${String(problems.length - 1)} more)` : '';
      throw new errors.ValidationError(`${first?.message ?? ''}${more}`, { errors: problems });
    }
    return next();
  });
}

async function problemsOf(strapi: Core.Strapi, context: Context): Promise<FieldProblem[]> {
  const { uid, action, contentType } = context;
  if (!uid.startsWith('api::')) return [];
  const { documentId, data, status } = paramsOf(context);
  const hasDrafts = contentType.options?.draftAndPublish === true;

  if (action === 'publish') {
    const draft = await loadDraft(strapi, uid, documentId);
    return draft ? problemsOfPublication(strapi, uid, draft) : [];
  }
  if (action !== 'create' && action !== 'update' && action !== 'clone') return [];
  if (!data) return [];
  const unreadable = readJsonText(contentType, data);
  if (unreadable.length > 0) return unreadable;
  if (hasDrafts && status === 'published') {
    const draft = await loadDraft(strapi, uid, documentId);
    const authors = relationAfter(draft?.authors, data.authors);
    // Of one that takes the place of another the last counts.
    const reviewer = relationAfter(draft?.reviewer, data.reviewer).at(-1);
    return problemsOfPublication(strapi, uid, { ...draft, ...data, authors, reviewer });
  }
  if (action === 'clone') {
    // What comes of it is new, and has what it was copied from: public at once, unless it is a draft.
    const values = { ...(await loadSaved(strapi, context, documentId)), ...data };
    return [
      ...brokenRules(contentType, values, !hasDrafts),
      ...(await taken(strapi, uid, undefined, values)),
      ...(hasDrafts ? [] : unfinished(uid, values)),
    ];
  }
  const broken = brokenRules(contentType, data, !hasDrafts);
  const saved = broken.length > 0 ? await loadSaved(strapi, context, documentId) : undefined;
  return [
    ...(saved
      ? brokenRules(contentType, withoutKeptBlocks(contentType, data, saved), !hasDrafts)
      : broken),
    ...(await taken(strapi, uid, documentId, data)),
    ...(hasDrafts ? [] : unfinished(uid, data)),
    ...(hasDrafts ? [] : withoutSlug(context, data)),
  ];
}

const slugNeeded = problemAt(['slug'], 'Give it a slug: its page needs one.');

/** What is public at once needs its address at once; see `makeMissingSlugs`. */
function withoutSlug({ action, contentType }: Context, data: Values): FieldProblem[] {
  const isMissing =
    'slug' in contentType.attributes &&
    isAbsent(data.slug) &&
    (action === 'create' || 'slug' in data);
  return isMissing ? [slugNeeded] : [];
}

/** What its writer meant to come back to; a visitor's comment is no draft of ours. */
function unfinished(uid: UID.ContentType, values: Values): FieldProblem[] {
  if (uid === 'api::comment.comment') return [];
  return draftMarksOf(values).map(({ field, message }) => problemAt([field], message));
}

interface Params {
  documentId: string | undefined;
  data: Record<string, unknown> | undefined;
  status: string | undefined;
}

function paramsOf({ params }: Context): Params {
  const { documentId, data, status } = params as Partial<Record<keyof Params, unknown>>;
  return {
    documentId: typeof documentId === 'string' ? documentId : undefined,
    data: typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : undefined,
    status: typeof status === 'string' ? status : undefined,
  };
}

async function loadDraft(
  strapi: Core.Strapi,
  uid: UID.ContentType,
  documentId: string | undefined,
): Promise<Values | undefined> {
  if (documentId === undefined) return undefined;
  const draft: Values | null = await strapi.db.query(uid).findOne({
    where: { documentId, publishedAt: null },
    populate: populateComponents(strapi, uid),
  });
  return draft ?? undefined;
}

/** The row that a save would change: of a type with drafts, the draft. */
async function loadSaved(
  strapi: Core.Strapi,
  { uid, contentType }: Context,
  documentId: string | undefined,
): Promise<Values | undefined> {
  if (documentId === undefined) return undefined;
  const isDraft = contentType.options?.draftAndPublish === true ? { publishedAt: null } : {};
  const row: Values | null = await strapi.db.query(uid).findOne({
    where: { documentId, ...isDraft },
    populate: populateComponents(strapi, uid),
  });
  return row ?? undefined;
}

/**
 * What a relation holds after a change: one entry or several, by themselves or by their ids, or what Strapi's
 * `set`, `connect` and `disconnect` say.
 */
function relationAfter(before: unknown, change: unknown): unknown[] {
  if (change === undefined) return oneOrMore(before);
  const { set, connect, disconnect } = asValues(change);
  if (set === undefined && connect === undefined && disconnect === undefined)
    return oneOrMore(change);
  const gone = new Set(oneOrMore(disconnect).map(idOf));
  const kept = oneOrMore(set ?? before).filter((entry) => !gone.has(idOf(entry)));
  return [...kept, ...oneOrMore(connect)];
}

function oneOrMore(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** Components, to the depth that the rules look at, and the relations that they compare. */
function populateComponents(strapi: Core.Strapi, uid: UID.Schema): Record<string, unknown> {
  const populate: Record<string, unknown> = {};
  for (const [name, attribute] of Object.entries(strapi.getModel(uid).attributes)) {
    if (attribute.type === 'component')
      populate[name] = { populate: populateComponents(strapi, attribute.component) };
    if (name === 'authors' || name === 'reviewer') populate[name] = { select: ['documentId'] };
  }
  return populate;
}

async function problemsOfPublication(
  strapi: Core.Strapi,
  uid: UID.ContentType,
  draft: Values,
): Promise<FieldProblem[]> {
  const documentId = typeof draft.documentId === 'string' ? draft.documentId : undefined;
  return [
    ...brokenRules(strapi.getModel(uid), draft, true),
    ...(isAbsent(draft.slug) ? [slugNeeded] : []),
    ...(await taken(strapi, uid, documentId, draft)),
    ...(await danglingInArticle(strapi, draft)),
    ...unfinished(uid, draft),
    ...(uid === 'api::post.post' ? problemsOfPost(draft) : []),
  ];
}

const takenMessages = {
  slug: 'Another entry has this slug: choose another.',
  from: 'Another redirect starts at this address: change one of them.',
} as const;

/** Addresses are unique among the entries of a type, drafts included. */
async function taken(
  strapi: Core.Strapi,
  uid: UID.ContentType,
  documentId: string | undefined,
  values: Values,
): Promise<FieldProblem[]> {
  const field = uid === 'api::redirect.redirect' ? 'from' : 'slug';
  const value = values[field];
  if (typeof value !== 'string' || value === '') return [];
  const isOther = documentId === undefined ? {} : { documentId: { $ne: documentId } };
  const count = await strapi.db.query(uid).count({ where: { [field]: value, ...isOther } });
  return count > 0 ? [problemAt([field], takenMessages[field])] : [];
}

/** Citations and images of the article that lead nowhere. */
async function danglingInArticle(
  strapi: Core.Strapi,
  { body, references }: Values,
): Promise<FieldProblem[]> {
  const result = validate(body);
  if (!result.ok) return [];
  const keys = new Set((Array.isArray(references) ? references : []).map(({ key }: Values) => key));
  const uncited = referencesUsed(result.article).filter((key) => !keys.has(key));
  const images = imagesUsed(result.article);
  const found: Values[] = await strapi.db
    .query('plugin::upload.file')
    .findMany({ select: ['documentId'], where: { documentId: { $in: images } } });
  const known = new Set(found.map(({ documentId }) => documentId));
  return [
    ...uncited.map((key) =>
      problemAt(
        ['body'],
        `The text cites “${key}”, which is not among the references: add it or remove the citation.`,
      ),
    ),
    ...images
      .filter((image) => !known.has(image))
      .map(() =>
        problemAt(
          ['body'],
          'An image in the text is no longer in the media library: choose another.',
        ),
      ),
  ];
}

const idOf = (value: unknown): unknown => {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null && 'documentId' in value
    ? value.documentId
    : undefined;
};

/** Days compare as text. */
const asDay = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What only a whole post can be asked. */
function problemsOfPost(post: Values): FieldProblem[] {
  const { authors, reviewer, reviewedOn, nextReviewOn, publishAt } = post;
  const problems: FieldProblem[] = [];
  const reviewerId = idOf(reviewer);
  const writers = asList(authors);
  if (writers.length === 0) problems.push(problemAt(['authors'], 'Choose at least one author.'));
  if (reviewerId !== undefined) {
    if (writers.some((author) => idOf(author) === reviewerId))
      problems.push(
        problemAt(['reviewer'], 'The reviewer must be somebody else than the authors.'),
      );
    if (!reviewedOn) problems.push(problemAt(['reviewedOn'], 'Give the day of the review.'));
  }
  if (reviewedOn && nextReviewOn && asDay(nextReviewOn) <= asDay(reviewedOn))
    problems.push(problemAt(['nextReviewOn'], 'The next review must come after the last one.'));
  if (publishAt && new Date(publishAt as string).getTime() > Date.now())
    problems.push(
      problemAt(
        ['publishAt'],
        'This date is still to come: choose one up to now, or publish on that day.',
      ),
    );
  return problems;
}
