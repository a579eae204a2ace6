import { createTransport } from 'nodemailer';

interface Mail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/**
 * Sends plain-text mail through an SMTP server.
 *
 * @param url such as smtps://user:password@mail.example.com
 * @throws Error with the code of the fault and nothing else: an answer of the server may repeat an address.
 */
export function createSmtpDelivery(url: string, from: string): (mail: Mail) => Promise<void> {
  const transport = createTransport({ url, connectionTimeout: 10_000, socketTimeout: 20_000 });
  return async ({ id, to, subject, text }) => {
    try {
      await transport.sendMail({
        from,
        to,
        subject,
        text,
        // The same message has the same id, so that a mail program can tell a repeat.
        messageId: `<${id}@tandem.invalid>`,
        disableFileAccess: true,
        disableUrlAccess: true,
      });
    } catch (fault) {
      const code = fault instanceof Error && 'code' in fault ? String(fault.code) : 'unknown';
      throw new Error(`The mail server did not take message ${id} (${code}).`);
    }
  };
}
