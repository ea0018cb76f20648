export const PLUGIN_ID = 'career-field';
