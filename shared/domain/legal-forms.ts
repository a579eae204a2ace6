/**
 * Words that say what kind of company a company is, written in small letters and without points or slashes.
 * Behind a name they tell nobody apart: people write "Acme", "Acme Inc." and "ACME GmbH & Co. KG" and mean one competitor.
 *
 * The abbreviations of the legal forms of Europe, the Americas, Asia and Oceania that company registers use most.
 */
const LEGAL_FORMS: ReadonlySet<string> = new Set(
  [
    // In English
    'inc incorporated corp corporation co company llc llp lp ltd limited plc pllc pc pty pte',
    // In German
    'gmbh mbh ag kg kgaa ohg ug haftungsbeschränkt gbr eg ek se',
    // In the Romance languages
    'sa sas sasu sarl srl spa sl slu sau ltda eireli cv scs sca snc cie',
    // In the Netherlands, the North and the Baltics
    'bv nv vof ab as asa aps oy oyj hf ehf ou uab sia',
    // In Central and Eastern Europe
    'sro spzoo doo dd kft zrt nyrt rt eood ood ad ooo oao pao zao jsc',
    // Elsewhere
    'kk gk bhd sdn tbk jsc pjsc fze fzco',
  ].flatMap((line) => line.split(' ')),
);

/** Between a name and its legal form, or between two of those: "GmbH & Co. KG", "Dupont et Cie". */
const JOINING: ReadonlySet<string> = new Set(['&', '+', 'and', 'und', 'et']);

/** Is it such a word, in small letters and without points? */
export const isLegalForm = (word: string): boolean => LEGAL_FORMS.has(word);

/**
 * The words of a company's name without the legal forms at its end. A name that is nothing else keeps its first word, and
 * such a word in front of another one stays: it is part of the name.
 */
export function wordsWithoutLegalForm(name: string): string[] {
  const words = wordsOf(name);
  let end = words.length;
  const isCutOff = (word = '') =>
    isLegalForm(word.toLowerCase()) || (end < words.length && JOINING.has(word.toLowerCase()));
  while (end > 1 && isCutOff(words[end - 1])) end -= 1;
  return words.slice(0, end);
}

/** "S.p.A." is one word, and so are "A/S" and "Sp. z o.o."; any other punctuation parts words like a space. */
const wordsOf = (name: string): string[] =>
  name
    .normalize('NFKC')
    .replaceAll(/[.'’]/g, '')
    .replaceAll(/(?<![\p{L}\p{N}])(\p{L})\/(\p{L})(?![\p{L}\p{N}])/gu, '$1$2')
    .replace(/\bsp\s+z\s+oo\s*$/i, 'spzoo')
    .split(/[^\p{L}\p{M}\p{N}&+]+/u)
    .filter((word) => word !== '');
