/** How times of day are written: with spaces at which no line breaks. */

const space = '\u00a0';

/** `HH:MM` as “9:30 am”, without the minutes of a full hour. */
export function formatTime(time: string): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const minutes = minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`;
  return `${String(hour % 12 || 12)}${minutes}${space}${hour < 12 ? 'am' : 'pm'}`;
}

/** “9 am – 5:30 pm”. */
export function formatHours({ opens, closes }: { opens: string; closes: string }): string {
  return `${formatTime(opens)}${space}– ${formatTime(closes)}`;
}
