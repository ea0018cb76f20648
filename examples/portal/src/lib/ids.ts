/**
 * Ids of the portal's own. They begin with a sign that no anchor of a guide and no id in its texts begins with, so that
 * they never meet.
 */
export const headingIdOf = (anchor: string): string => `_heading-${anchor}`;

export const FURTHER_READING = '_further-reading';
export const SOURCES = '_sources';
