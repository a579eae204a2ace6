/** What companies are called in law, and seldom in a note. */
const LEGAL_FORMS: ReadonlySet<string> = new Set(
  'ab ag as asa bv co company corp corporation gmbh inc incorporated kg limited llc llp ltd nv oy oyj plc pty sa sarl sas se spa srl'.split(
    ' ',
  ),
);

export const isLegalForm = (key: string): boolean => LEGAL_FORMS.has(key);
