import { test } from 'node:test';
import { liveOn } from './month.ts';

test('a month of 200 tasks a day stays within what the config allows', () => liveOn(30, 200));
