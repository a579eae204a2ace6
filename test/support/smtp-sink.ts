import { createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  /** In small letters. Folded lines are joined. */
  readonly headers: Readonly<Record<string, string>>;
  /** As a reader sees it. */
  readonly text: string;
}

export interface SmtpSink {
  /** For SMTP_URL. */
  readonly url: string;
  /** What was taken, in the order in which it came. */
  readonly mails: readonly Mail[];
  /** How often a message was offered, also where it was not taken. */
  offered(): number;
  /** Refuses the next messages, at the point where they are offered: to whom, or as a whole. */
  refuse(times: number, at: 'recipient' | 'message' | 'connection'): void;
}

/** A mail server with just enough SMTP (RFC 5321) for one client that behaves. Closed after the test. */
export async function anSmtpSink(): Promise<SmtpSink> {
  const mails: Mail[] = [];
  let offered = 0;
  let refusals = { times: 0, at: 'message' };
  const refuses = (at: string): boolean => {
    if (refusals.times === 0 || refusals.at !== at) return false;
    refusals = { ...refusals, times: refusals.times - 1 };
    return true;
  };

  const server = createServer((socket) => {
    if (refuses('connection')) {
      offered += 1;
      socket.destroy();
      return;
    }
    converse(socket, {
      recipient: () => {
        if (!refuses('recipient')) return true;
        offered += 1;
        return false;
      },
      message: (mail) => {
        offered += 1;
        if (refuses('message')) return false;
        mails.push(mail);
        return true;
      },
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The mail server has no port.');
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    mails,
    offered: () => offered,
    refuse(times, at) {
      refusals = { times, at };
    },
  };
}

interface Judge {
  recipient(address: string): boolean;
  message(mail: Mail): boolean;
}

const ANSWERS: Readonly<Record<string, string>> = {
  EHLO: '250 sink.test',
  HELO: '250 sink.test',
  RSET: '250 OK',
  MAIL: '250 OK',
  RCPT: '250 OK',
  DATA: '354 Go on',
  QUIT: '221 Bye',
};

function converse(socket: Socket, judge: Judge): void {
  let buffer = '';
  let from = '';
  let to: string[] = [];
  let data: string | undefined;
  const say = (line: string) => void socket.write(`${line}\r\n`);
  socket.setEncoding('utf8');
  socket.on('error', () => {});
  say('220 sink.test');
  socket.on('data', (part: string) => {
    buffer += part;
    for (let end = buffer.indexOf('\r\n'); end !== -1; end = buffer.indexOf('\r\n')) {
      const line = buffer.slice(0, end);
      buffer = buffer.slice(end + 2);
      if (data === undefined) command(line);
      else if (line === '.') finish(data);
      else data += `${line.startsWith('.') ? line.slice(1) : line}\r\n`;
    }
  });

  function command(line: string): void {
    const [, address = ''] = /<(.*?)>/.exec(line) ?? [];
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'MAIL') {
      from = address;
      to = [];
    }
    if (verb === 'RCPT') {
      if (!judge.recipient(address)) {
        say(`450 Mailbox of ${address} is busy`);
        return;
      }
      to.push(address);
    }
    if (verb === 'DATA') data = '';
    say(ANSWERS[verb] ?? '502 Not known here');
    if (verb === 'QUIT') socket.end();
  }

  function finish(raw: string): void {
    data = undefined;
    say(judge.message(mailOf(from, to, raw)) ? '250 OK' : '451 Try again later');
  }
}

function mailOf(from: string, to: readonly string[], raw: string): Mail {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const headers = Object.fromEntries(
    head
      .replaceAll(/\r\n[ \t]+/g, ' ')
      .split('\r\n')
      .map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
      }),
  );
  return { from, to, headers, text: decoded(rest.join('\r\n\r\n'), headers['content-transfer-encoding']) };
}

function decoded(body: string, encoding = '7bit'): string {
  const text = body.replaceAll('\r\n', '\n');
  if (encoding === 'base64') return Buffer.from(text, 'base64').toString();
  if (encoding !== 'quoted-printable') return text;
  const bytes = text
    .replaceAll('=\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}
