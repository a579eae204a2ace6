/** Two wheels and the frame between them: the mark of Tandem, in colours that show on light and dark. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none" stroke="#3d84c6" stroke-width="3.5" stroke-linecap="round" stroke-linejoin="round"><circle cx="8" cy="21" r="6"/><circle cx="24" cy="21" r="6" stroke="#b565a8"/><path d="M8 21 12 9h9l3 12"/></svg>
`;
