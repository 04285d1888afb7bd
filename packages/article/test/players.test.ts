import { expect, it } from 'vitest';
import { playerOf } from '../src/index.ts';

it.each([
  [
    'https://www.youtube.com/watch?v=abcDEF12345&t=3',
    'https://www.youtube-nocookie.com/embed/abcDEF12345?autoplay=1',
  ],
  ['https://youtu.be/abcDEF12345', 'https://www.youtube-nocookie.com/embed/abcDEF12345?autoplay=1'],
  [
    'https://m.youtube.com/shorts/abcDEF12345',
    'https://www.youtube-nocookie.com/embed/abcDEF12345?autoplay=1',
  ],
  ['https://vimeo.com/123456', 'https://player.vimeo.com/video/123456?autoplay=1&dnt=1'],
])('%s has a player', (url, player) => {
  expect(playerOf(new URL(url))).toBe(player);
});

it.each([
  'https://www.youtube.com/@somebody',
  'https://vimeo.com/somebody',
  'https://youtube.com.example/watch?v=abcDEF12345',
  'https://video.example/1',
  'https://www.youtube.com/watch?v=../../x',
])('%s can only be led to', (url) => {
  expect(playerOf(new URL(url))).toBeUndefined();
});
