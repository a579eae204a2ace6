/** "3/1/2017", month first, as YYYY-MM-DD. What is written otherwise stays as it is: the API will say what is wrong. */
export function isoDate(text: string): string {
  const [, month = '', day = '', year = ''] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
  return year === '' ? text : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
