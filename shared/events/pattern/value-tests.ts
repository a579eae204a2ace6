import type { Scalar } from './json.ts';

export type ValueTest = (value: Scalar) => boolean;
export type NumberTest = (value: number) => boolean;
export type TextTest = (text: string) => boolean;

/** Makes a test from the text in the pattern; undefined if that text is illegal there. */
export type CreateTextTest = (text: string) => TextTest | undefined;

export const equals = (other: string) => (text: string) => text === other;
export const startsWith = (start: string) => (text: string) => text.startsWith(start);
export const endsWith = (end: string) => (text: string) => text.endsWith(end);

/**
 * The same test whatever the case. Lower case decides, so `ß` is not `SS`; event-ruler, which tries both cases of each
 * letter in the pattern, takes `SS` for `ß` but not `ß` for `SS`.
 */
export const ignoringCase =
  (createTest: (text: string) => TextTest) =>
  (text: string): TextTest => {
    const test = createTest(text.toLowerCase());
    return (candidate) => test(candidate.toLowerCase());
  };
