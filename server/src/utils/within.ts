/** Resolves with the promise's value, or with `late` when the time (in milliseconds) is over. */
export const within = async <Value>(promise: Promise<Value>, ms: number): Promise<Value | 'late'> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
};
