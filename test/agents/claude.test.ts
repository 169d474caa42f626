import { describeAgent } from './cases.ts';

describeAgent('claude', { timeoutS: 15 });
