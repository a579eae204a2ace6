/** "Before that it was about 1 in 6." Rounded to what a reader can picture. */
export function beforeSentence(share: number): string {
  if (share >= 0.95) return 'Before that it was nearly every deal.';
  if (share > 0.4) return `Before that it was about ${Math.round(share * 10)} in 10.`;
  const oneIn = Math.round(1 / share);
  return oneIn > 100 ? 'Before that it was fewer than 1 in 100.' : `Before that it was about 1 in ${oneIn}.`;
}

/** How often chance alone gives an alarm this strong. */
export function chanceSentence(oncePerQuarters: number): string {
  const quarters = Math.floor(oncePerQuarters);
  if (quarters <= 1) return 'A run this strong comes by chance about once a quarter.';
  if (quarters > 400) return 'A run this strong comes by chance less than once in 100 years.';
  return `A run this strong comes by chance about once in ${quarters} quarters.`;
}

/** "an enterprise deal", "a mid-market deal". */
export const article = (word: string): string => (/^[aeiou]/i.test(word) ? 'an' : 'a');

export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
