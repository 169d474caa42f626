import { describeAgent } from './cases.ts';

describeAgent('codex', { timeoutS: 15 });
