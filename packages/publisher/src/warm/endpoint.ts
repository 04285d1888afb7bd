/** Where the warm publisher hears from the CMS: signed messages, each once. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { readMessage, WebhookError, type WebhookMessage } from '@meridian/content';

const longestBody = 64 * 1024;

export interface EndpointOptions {
  port: number;
  host: string;
  /** Secrets that messages may be signed with. */
  secrets: readonly string[];
  /** Whether a message of this id came before; notes that it has come. */
  isRepeated: (id: string) => boolean;
  /** Does what the message says, and gives what to answer. */
  onMessage: (message: WebhookMessage) => Promise<object>;
  status: () => object;
}

/** Starts to listen. */
export async function openEndpoint(options: EndpointOptions): Promise<Server> {
  const server = createServer((request, response) => {
    answer(options, request, response).catch((error: unknown) => {
      send(response, 500, { error: error instanceof Error ? error.message : String(error) });
    });
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(options.port, options.host, listening);
  });
  return server;
}

async function answer(
  options: EndpointOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const route = `${request.method ?? ''} ${request.url ?? ''}`;
  if (route === 'GET /status') {
    send(response, 200, options.status());
    return;
  }
  if (route !== 'POST /webhook') {
    send(response, 404, { error: 'There is GET /status and POST /webhook.' });
    return;
  }
  const body = await read(request);
  if (body === undefined) {
    send(response, 413, { error: 'The message is too long.' });
    return;
  }
  try {
    const { id, message } = readMessage(options.secrets, request.headers, body);
    if (options.isRepeated(id)) {
      send(response, 409, { error: 'This message was received before.' });
      return;
    }
    send(response, 200, await options.onMessage(message));
  } catch (error) {
    if (!(error instanceof WebhookError) && !(error instanceof SyntaxError)) throw error;
    send(response, 401, { error: error.message });
  }
}

async function read(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > longestBody) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
