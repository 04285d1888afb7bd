/**
 * Turns away requests that nobody sends in earnest, before they reach code that fails on them: methods that
 * the router would answer with 501, and JSON so deep that Strapi's checks of it run out of stack.
 */

interface Context {
  method: string;
  request: { body?: unknown };
  status: number;
  body: unknown;
  set: (name: string, value: string) => void;
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
/** Far deeper than any entry, and than what the rules of articles refuse in words of their own. */
const maxDepth = 1_000;

export default () =>
  async (ctx: Context, next: () => Promise<void>): Promise<void> => {
    if (!methods.includes(ctx.method)) {
      ctx.set('Allow', methods.join(', '));
      refuse(ctx, 405, 'There is no such method here.');
    } else if (isDeeper(ctx.request.body, maxDepth)) refuse(ctx, 400, 'The body is too deep.');
    else await next();
  };

function refuse(ctx: Context, status: number, message: string): void {
  ctx.status = status;
  ctx.body = { data: null, error: { status, name: 'BadRequestError', message } };
}

/** Level by level, and not by recursion, which is what would run out. */
function isDeeper(value: unknown, depth: number): boolean {
  let level: unknown[] = [value];
  for (let steps = 0; level.length > 0; steps += 1) {
    if (steps > depth) return true;
    level = level.flatMap((item): unknown[] =>
      typeof item === 'object' && item !== null ? Object.values(item) : [],
    );
  }
  return false;
}
