/** An administrator. */
export interface Person {
  id: number;
  name: string;
}

/** What is read of an account. */
export interface UserRow {
  id: number;
  firstname?: string | null;
  lastname?: string | null;
  username?: string | null;
  email?: string | null;
}

/** Returns an account with the name that is shown for it. */
export const toPerson = ({ id, firstname, lastname, username, email }: UserRow): Person => ({
  id,
  name: [firstname, lastname].filter(Boolean).join(' ') || username || email || String(id),
});
