/** What a comment may hold and how it is shown; for the browser and the server. */
export {
  type CommentText,
  type Field,
  type FieldProblem,
  limits,
  type ReadComment,
  readComment,
} from './comment-text.ts';
export {
  answers,
  fields,
  moderation,
  notices,
  privacyQuestions,
  shown,
  trap,
  waiting,
} from './form.ts';
export { type Piece, paragraphs } from './paragraphs.ts';
export { type PrivacyHint, privacyHints } from './privacy-hints.ts';
export { guardReply, type GuardedPhrase, neutralReplies } from './reply-guard.ts';
export { commentPageOf, commentPages, commentsAPage, type Thread } from './threads.ts';
