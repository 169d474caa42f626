import { describeAgent } from './cases.ts';

describeAgent('opencode', { timeoutS: 30 });
