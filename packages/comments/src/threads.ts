/** Comments in threads, and threads in pages: for the site that shows them, and for links to one of them. */

export interface Answering {
  id: string;
  /** The comment that it answers. */
  parent?: string | undefined;
}

export interface Thread<Comment extends Answering> {
  comment: Comment;
  replies: Thread<Comment>[];
}

/** A page has at least so many, if there are; a thread is not parted. */
export const commentsAPage = 50;

/**
 * The comments on an article in pages, and there in threads. A reply whose parent is not shown stands by itself.
 * @param comments the oldest first: new ones come at the end, and leave the pages before as they are.
 */
export function commentPages<Comment extends Answering>(
  comments: readonly Comment[],
): Thread<Comment>[][] {
  const pages: Thread<Comment>[][] = [];
  let room = 0;
  for (const thread of threadsOf(comments)) {
    if (room <= 0) {
      pages.push([]);
      room = commentsAPage;
    }
    pages.at(-1)?.push(thread);
    room -= sizeOf(thread);
  }
  return pages;
}

/** The page, from 1, on which a comment stands; undefined where it is none of them. */
export function commentPageOf(comments: readonly Answering[], id: string): number | undefined {
  const page = commentPages(comments).findIndex((threads) => threads.some((one) => holds(one, id)));
  return page === -1 ? undefined : page + 1;
}

function threadsOf<Comment extends Answering>(comments: readonly Comment[]): Thread<Comment>[] {
  const all = new Map(
    comments.map((comment): [string, Thread<Comment>] => [comment.id, { comment, replies: [] }]),
  );
  const roots: Thread<Comment>[] = [];
  for (const thread of all.values()) {
    const { parent } = thread.comment;
    const answered = parent === undefined ? undefined : all.get(parent);
    (answered?.replies ?? roots).push(thread);
  }
  return roots;
}

const sizeOf = <Comment extends Answering>({ replies }: Thread<Comment>): number =>
  replies.reduce((sum, reply) => sum + sizeOf(reply), 1);

const holds = ({ comment, replies }: Thread<Answering>, id: string): boolean =>
  comment.id === id || replies.some((reply) => holds(reply, id));
