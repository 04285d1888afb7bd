/**
 * Loaded first in every server that a command starts (`node --import`): when the process that
 * started it is gone, however it went, the server goes too.
 */
process.on('disconnect', () => process.exit(1));
// The channel itself must not keep a finished process alive.
process.channel?.unref();
