/** The language of the admin panel, for texts that are needed outside of a React component. */
export const panelLanguage = (): string => document.documentElement.lang || 'en';
