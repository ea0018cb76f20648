import { useAuth } from '@strapi/strapi/admin';

/** Returns the id of the editor who is logged in. */
export const useUserId = (): string => String(useAuth('FirstSteps', ({ user }) => user?.id) ?? '');
