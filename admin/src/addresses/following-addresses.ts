/** What an open form shows as an address that follows its title. */
interface FollowingAddress {
  uid: string;
  /** What the form has as the address. */
  value: unknown;
}

const following = new Map<symbol, FollowingAddress>();

/** Notes that the address of an open form follows its title, until the returned function is called. */
export const noteFollowing = (address: FollowingAddress): (() => void) => {
  const key = Symbol(address.uid);
  following.set(key, address);
  return () => {
    following.delete(key);
  };
};

/** Whether an address is one that follows the title in an open form. */
export const isAddressFollowing = (uid: string, slug: unknown): boolean =>
  [...following.values()].some((address) => address.uid === uid && (address.value ?? '') === (slug ?? ''));

/**
 * The data of a save, without the address where that follows the title: the server then derives it in the transaction of
 * the write, and gives it a number if another entry has taken it meanwhile.
 */
export const withoutFollowingAddress = <Data>(uid: string, data: Data): Data => {
  if (typeof data !== 'object' || data === null || !('slug' in data)) return data;
  return isAddressFollowing(uid, data.slug) ? { ...data, slug: '' } : data;
};
