/** Says what a merge would change. It folds patterns, which is loaded with the first question: few requests ask. */
export const previewMove: typeof import('../../shared/store/merge-preview.ts').previewMove = async (
  ...asked
) => (await import('../../shared/store/merge-preview.ts')).previewMove(...asked);
