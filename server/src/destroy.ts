/** Everything that the plugin holds belongs to the Strapi that is being torn down with it. */
export const destroy = (): void => {};
