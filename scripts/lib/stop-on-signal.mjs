/**
 * Ends a demo, and what it has started before it, when it is interrupted or its terminal is closed.
 *
 * @param stopAll stops the child processes
 * @returns whether that has begun: what ends from then on is no failure
 */
export const stopOnSignal = (stopAll) => {
  let isStopping = false;
  const stop = async () => {
    // A terminal sends Ctrl-C to npm and to us, and npm hands it on once more.
    if (isStopping) return;
    isStopping = true;
    console.log('\nStopping …');
    await stopAll();
    console.log('Stopped.');
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
  return () => isStopping;
};
