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

/**
 * The data of a save, without the address where that follows the title: the server then derives it in the transaction of
 * the write, and gives it a number if somebody else has taken it meanwhile.
 */
export const withoutFollowingAddress = <Data>(uid: string, data: Data): Data => {
  if (typeof data !== 'object' || data === null || !('slug' in data)) return data;
  const isFollowing = [...following.values()].some(
    (address) => address.uid === uid && (address.value ?? '') === ((data.slug as unknown) ?? '')
  );
  return isFollowing ? { ...data, slug: '' } : data;
};
