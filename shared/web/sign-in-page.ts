import { html } from 'hono/html';
import type { Page } from './layout.ts';

/** Where the token is sent to. */
export const SIGN_IN = '/sign-in';

/** Asks for the token of this Tandem. `next` is where the reader wanted to go. */
export const signInPage = ({
  next,
  isWrong,
}: {
  readonly next: string;
  readonly isWrong: boolean;
}): Page => ({
  title: 'Token',
  body: html`<h1>Which token?</h1>
<p>This Tandem is for the people of one company. Type the token that you were given; this browser keeps it for 30 days.</p>
<form method="post" action="${SIGN_IN}?next=${encodeURIComponent(next)}">
<div class="field${isWrong && ' wrong'}">
<label for="token">Token</label>
${isWrong && html`<p class="problem" id="token-problem"><span class="hidden">Error: </span>This is not the token. Copy it again, without spaces, or ask the person who runs Tandem.</p>`}
<input id="token" name="token" type="password" autocomplete="current-password" required${isWrong && html` aria-describedby="token-problem" aria-invalid="true"`}>
</div>
<p class="actions"><button type="submit">Go on</button></p>
</form>`,
});
