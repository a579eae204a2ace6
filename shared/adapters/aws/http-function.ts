import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import * as z from 'zod';
import type { LambdaLog } from './lambda-log.ts';

/** An event of an HTTP API in payload format 2.0. */
const httpEvent = z.object({
  rawPath: z.string(),
  rawQueryString: z.string(),
  cookies: z.array(z.string()).default([]),
  headers: z.record(z.string(), z.string()),
  requestContext: z.object({ domainName: z.string(), http: z.object({ method: z.string() }) }),
  body: z.string().optional(),
  isBase64Encoded: z.boolean(),
});
type HttpEvent = z.output<typeof httpEvent>;

/** What a gateway passes on as it is; everything else it wants in base 64. */
const TEXT = /^(text\/|image\/svg\+xml|application\/([a-z]+\+)?json)/;

/** A web app as the function behind an HTTP API of API Gateway. */
export const httpFunction =
  (serve: (request: Request) => Response | Promise<Response>, log: LambdaLog) =>
  async (event: unknown, context: Context): Promise<APIGatewayProxyStructuredResultV2> => {
    log.begin(context);
    const request = requestOf(httpEvent.parse(event));
    return request === undefined ? UNREADABLE : await resultOf(await serve(request));
  };

const UNREADABLE: APIGatewayProxyStructuredResultV2 = {
  statusCode: 400,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: 'The request has a header or an address with characters that HTTP does not know. Nothing was stored.\n',
};

/** Undefined where it cannot be a request of HTTP. */
function requestOf(event: HttpEvent): Request | undefined {
  const { rawQueryString, cookies, headers, requestContext, body, isBase64Encoded } = event;
  const { domainName, http } = requestContext;
  const query = rawQueryString === '' ? '' : `?${rawQueryString}`;
  try {
    const given = new Headers(headers);
    if (cookies.length > 0) given.set('cookie', cookies.join('; '));
    const hasBody = body !== undefined && http.method !== 'GET' && http.method !== 'HEAD';
    return new Request(`https://${domainName}${encodedPath(event.rawPath)}${query}`, {
      method: http.method,
      headers: given,
      ...(hasBody && { body: isBase64Encoded ? Buffer.from(body, 'base64') : bytesOf(body) }),
    });
  } catch (fault) {
    if (fault instanceof TypeError || fault instanceof URIError) return undefined;
    throw fault;
  }
}

const BROKEN_BYTE = Buffer.of(0xff);

/**
 * The gateway puts U+FFFD where a body of text is not UTF-8. It becomes a byte that is not UTF-8 again, so that the app
 * refuses the body as it does everywhere, and does not store a name with a hole.
 */
function bytesOf(text: string): Buffer {
  const parts = text.split('\uFFFD').map((part) => Buffer.from(part));
  return Buffer.concat(parts.flatMap((part, n) => (n === 0 ? [part] : [BROKEN_BYTE, part])));
}

/** The gateway decodes the path, all but the percent sign: what it decoded must not become a part of the address. */
const encodedPath = (path: string): string =>
  path
    .split('/')
    .map((part) => encodeURIComponent(decoded(part)))
    .join('/');

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

async function resultOf(response: Response): Promise<APIGatewayProxyStructuredResultV2> {
  const headers = Object.fromEntries([...response.headers].filter(([name]) => name !== 'set-cookie'));
  const isText = TEXT.test(headers['content-type'] ?? 'text/');
  const bytes = Buffer.from(await response.arrayBuffer());
  return {
    statusCode: response.status,
    headers,
    cookies: response.headers.getSetCookie(),
    body: bytes.toString(isText ? 'utf8' : 'base64'),
    isBase64Encoded: !isText,
  };
}
